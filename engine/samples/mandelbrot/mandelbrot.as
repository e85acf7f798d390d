// AssemblyScript. Draws the Mandelbrot set to /out/picture.pgm, 320 by 240 grey pixels (Netpbm P5).
// WASI is declared by hand, so the module has no runtime beside its own code.

@external('wasi_snapshot_preview1', 'path_open')
declare function path_open(
  fd: i32, lookup: i32, path: usize, length: usize, how: i32, rights: i64, inherited: i64, flags: i32, opened: usize,
): i32
@external('wasi_snapshot_preview1', 'fd_write')
declare function fd_write(fd: i32, vectors: usize, count: usize, written: usize): i32
@external('wasi_snapshot_preview1', 'proc_exit')
declare function proc_exit(code: i32): void

const WIDTH: i32 = 320
const HEIGHT: i32 = 240
const DEPTH: i32 = 255
const OUT_DIRECTORY: i32 = 4 // descriptors of a job: 3 is /in, 4 is /out, 5 is /tmp
const CREATE_AND_TRUNCATE: i32 = 9
const RIGHT_WRITE: i64 = 64

const HEADER = memory.data<u8>([0x50, 0x35, 0x0a, 0x33, 0x32, 0x30, 0x20, 0x32, 0x34, 0x30, 0x0a, 0x32, 0x35, 0x35, 0x0a])
const NAME = memory.data<u8>([0x70, 0x69, 0x63, 0x74, 0x75, 0x72, 0x65, 0x2e, 0x70, 0x67, 0x6d]) // picture.pgm
const FIELDS = memory.data(32, 8)
const PIXELS = memory.data(76800)

function shade(x: i32, y: i32): u8 {
  const a: f64 = <f64>x / WIDTH * 3.2 - 2.3
  const b: f64 = <f64>y / HEIGHT * 2.4 - 1.2
  let re: f64 = 0
  let im: f64 = 0
  for (let n = 0; n < DEPTH; n++) {
    const re2 = re * re
    const im2 = im * im
    if (re2 + im2 > 4) return <u8>(255 - min(n * 5, 215))
    im = 2 * re * im + b
    re = re2 - im2 + a
  }
  return 0
}

export function _start(): void {
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) store<u8>(PIXELS + y * WIDTH + x, shade(x, y))
  if (path_open(OUT_DIRECTORY, 0, NAME, 11, CREATE_AND_TRUNCATE, RIGHT_WRITE, 0, 0, FIELDS) != 0) proc_exit(1)
  store<u32>(FIELDS, <u32>HEADER, 8)
  store<u32>(FIELDS, 15, 12)
  store<u32>(FIELDS, <u32>PIXELS, 16)
  store<u32>(FIELDS, WIDTH * HEIGHT, 20)
  if (fd_write(load<i32>(FIELDS), FIELDS + 8, 2, FIELDS + 24) != 0) proc_exit(2)
}
