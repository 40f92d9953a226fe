/** What a spreadsheet would take for a formula. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** A CSV file as spreadsheets open it by a double click: with BOM; no cell is a formula. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return '\ufeff' + rows.map(row => row.map(cell).join(',') + '\r\n').join('')
}
