import { z } from 'zod'

/** RFC 9457. Every answer that is not a success has this body, as application/problem+json. */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'A URN that names the kind of problem, or about:blank' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional().meta({ description: 'A plain sentence for a person' }),
    requestId: z.string().optional().meta({ description: 'Where to look in the server’s log' }),
    errors: z
      .array(
        z.object({
          in: z.enum(['params', 'query', 'headers', 'body']),
          field: z.string(),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'One entry for each field that was refused' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' })

export type Problem = z.infer<typeof Problem>
