import { existsSync, readFileSync } from "node:fs";

/**
 * Most memory that this process had resident. From /proc where that is: the system call's number starts with what
 * the parent held when it forked.
 */
export function peakMemoryBytes() {
  const status = "/proc/self/status";
  const line = existsSync(status) && /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, "utf8"));
  const kilobytes = line ? Number(line[1]) : process.resourceUsage().maxRSS;
  return kilobytes * 1024;
}
