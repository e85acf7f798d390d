/**
 * What makes a text lie: control characters, what turns the direction of text around, what takes no room at all (zero-width
 * characters, soft hyphens, fillers, tags), breaks of lines and paragraphs that are not line feeds, and halves of characters.
 */
const DECEIVING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** Text of a stranger, safe to show: what cannot be seen is shown as `�`, and nothing changes direction. Keeps lines and tabs. */
export const plainText = (text: string): string =>
  text.replaceAll('\r\n', '\n').replace(DECEIVING, (char) => (char === '\n' || char === '\t' ? char : '\ufffd'))

/** The same for a name or a value, which is one line: a line feed in it is shown, too. */
export const plainLine = (text: string): string => text.replace(DECEIVING, '\ufffd')

/** The bytes as they were written, if they are UTF-8; undefined when they are not. To parse, not to show. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Not UTF-8: the caller offers a download instead.
    return undefined
  }
}

/** The bytes as text to show, if they are UTF-8; undefined when they are not, so that binary is not shown as noise. */
export function textOf(bytes: Uint8Array): string | undefined {
  const text = decodeText(bytes)
  return text === undefined ? undefined : plainText(text)
}
