import { defineEnvVars } from '@sveltejs/kit/env'

export const variables = defineEnvVars({
  API_ORIGIN: {
    description:
      'Where server-side loads find the API. Left out: on the port that the page was asked on, ' +
      'because one server mounts both.',
    schema: (value) => {
      if (value === undefined || value === '') return undefined
      if (!/^https?:\/\/[^/]+$/.test(value)) {
        throw new Error('API_ORIGIN must be an origin such as http://127.0.0.1:3000')
      }
      return value
    },
  },
})
