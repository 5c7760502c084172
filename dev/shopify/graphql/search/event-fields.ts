import type { ShopEvent } from '../../world/model.ts'
import type { SearchFields } from './compile.ts'
import { booleanField, idField, keywordField, timeField } from './field.ts'

/** The filters of `events`. */
export const eventFields: SearchFields<ShopEvent> = {
  id: idField(({ id }) => [id]),
  action: keywordField(({ action }) => [action]),
  subject_type: keywordField(({ subjectType }) => [subjectType]),
  created_at: timeField(({ createdAt }) => createdAt),
  // This world has no comments, so none are ever left out.
  comments: (term, environment) => {
    const field = booleanField<ShopEvent>(() => true)(term, environment)
    return typeof field === 'function' ? () => true : field
  },
}
