import type { Reply } from './response.ts'

const STYLE =
  'body{font:16px/1.5 system-ui;max-width:60rem;margin:3rem auto;padding:0 1rem}' +
  'td{padding:.25rem 1rem .25rem 0}button{font:inherit;padding:.4rem 1rem;margin-right:.5rem}form{margin:0}'

/** A page of the stand-in for people. */
export function htmlPage(status: number, title: string, body: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
${body}
</html>
`,
  }
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand in a page and in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
