import { HOST_CALL_STEPS } from '../cost.ts'
import { HostFailure } from '../errors.ts'
import { JobEnded } from '../job-ended.ts'
import * as file from './calls-files.ts'
import * as path from './calls-paths.ts'
import * as process from './calls-process.ts'
import { WasiError } from './errno.ts'
import type { WasiName } from './names.ts'
import type { WasiState } from './state.ts'

type AnyCall = (state: WasiState, ...args: never[]) => void

/** Every function of WASI preview 1, complete by its type. */
const CALLS: Readonly<Record<WasiName, AnyCall>> = {
  args_get: process.args_get,
  args_sizes_get: process.args_sizes_get,
  environ_get: process.environ_get,
  environ_sizes_get: process.environ_sizes_get,
  clock_res_get: process.clock_res_get,
  clock_time_get: process.clock_time_get,
  fd_advise: file.onlyChecksHandle,
  fd_allocate: file.fd_allocate,
  fd_close: file.fd_close,
  fd_datasync: file.onlyChecksHandle,
  fd_fdstat_get: file.fd_fdstat_get,
  fd_fdstat_set_flags: file.fd_fdstat_set_flags,
  fd_fdstat_set_rights: file.onlyChecksHandle,
  fd_filestat_get: file.fd_filestat_get,
  fd_filestat_set_size: file.fd_filestat_set_size,
  fd_filestat_set_times: file.onlyChecksHandle,
  fd_pread: file.fd_pread,
  fd_prestat_dir_name: file.fd_prestat_dir_name,
  fd_prestat_get: file.fd_prestat_get,
  fd_pwrite: file.fd_pwrite,
  fd_read: file.fd_read,
  fd_readdir: file.fd_readdir,
  fd_renumber: file.fd_renumber,
  fd_seek: file.fd_seek,
  fd_sync: file.onlyChecksHandle,
  fd_tell: file.fd_tell,
  fd_write: file.fd_write,
  path_create_directory: path.path_create_directory,
  path_filestat_get: path.path_filestat_get,
  path_filestat_set_times: path.path_filestat_set_times,
  path_link: path.notSupported,
  path_open: path.path_open,
  path_readlink: path.notSupported,
  path_remove_directory: path.path_remove_directory,
  path_rename: path.path_rename,
  path_symlink: path.notSupported,
  path_unlink_file: path.path_unlink_file,
  poll_oneoff: process.poll_oneoff,
  proc_exit: process.proc_exit,
  proc_raise: process.proc_raise,
  random_get: process.random_get,
  sched_yield: process.sched_yield,
  sock_accept: path.notSupported,
  sock_recv: path.notSupported,
  sock_send: path.notSupported,
  sock_shutdown: path.notSupported,
}

/**
 * The functions as a module imports them. Each charges first, then gives 0 or an error number; the job's end and a
 * failure of the host pass through as exceptions.
 *
 * `wasi_snapshot_preview1` in full: what a job cannot have (links, sockets, signals) answers "not supported".
 */
export function wasiImports(state: WasiState): Readonly<Record<string, (...args: never[]) => number>> {
  return Object.fromEntries(Object.entries(CALLS).map(([name, call]) => [name, guarded(state, call)]))
}

function guarded(state: WasiState, call: AnyCall): (...args: never[]) => number {
  return (...args) => {
    state.charge(HOST_CALL_STEPS)
    try {
      call(state, ...args)
      return 0
    } catch (error) {
      if (error instanceof WasiError) return error.errno
      if (error instanceof JobEnded) throw error
      throw new HostFailure('The host failed inside a call of the job', { cause: error })
    }
  }
}
