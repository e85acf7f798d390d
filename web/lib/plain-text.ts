/** Control characters, but tab and line feed, and those that turn the direction of text around: they make a text lie. */
const DECEIVING = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** Text of a stranger, safe to show: what cannot be seen is shown as `�`, and nothing changes direction. */
export const plainText = (text: string): string =>
  text.replaceAll('\r\n', '\n').replace(DECEIVING, (char) => (char === '\n' || char === '\t' ? char : '\ufffd'))

/** The bytes as text, if they are UTF-8; undefined when they are not, so that binary is not shown as noise. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return plainText(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // Not UTF-8: the caller offers a download instead.
    return undefined
  }
}
