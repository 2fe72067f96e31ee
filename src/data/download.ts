import { fail, HornetError } from "../base/errors.ts";
import { showProgress } from "#files";

/** How far a download is. */
export interface DownloadProgress {
  /** Name of the file. */
  readonly file: string;
  readonly receivedBytes: number;
  /** undefined when the server does not say. */
  readonly totalBytes: number | undefined;
}

/** How to download. */
export interface DownloadOptions {
  /** More bytes than this are an error. */
  readonly maxBytes: number;
  /** Stops the download: the promise rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told about every piece that arrives. Default: a bar on stderr when that is a terminal. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/**
 * The bytes behind an address, whole or not at all.
 * Throws "file" without an answer, for a status other than 200, for too few or too many bytes.
 */
export async function download(
  url: string,
  { maxBytes, signal, onProgress }: DownloadOptions,
): Promise<Uint8Array> {
  try {
    const response = await fetch(url, signal === undefined ? {} : { signal });
    if (response.status !== 200) {
      const status = `${response.status} ${response.statusText}`.trim();
      fail("file", { where: url, expected: "status 200", received: status });
    }
    return await receive(url, response, maxBytes, onProgress ?? progressBar());
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof HornetError) throw error;
    return fail("file", { where: url, expected: "a whole answer", received: reasonOf(error) });
  }
}

async function receive(
  url: string,
  response: Response,
  maxBytes: number,
  onProgress: (progress: DownloadProgress) => void,
): Promise<Uint8Array> {
  const encoded = response.headers.has("content-encoding"); // then content-length counts other bytes
  const announced = Number(response.headers.get("content-length") ?? NaN);
  const totalBytes = encoded || Number.isNaN(announced) ? undefined : announced;
  const file = url.slice(url.lastIndexOf("/") + 1);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let receivedBytes = 0;
  const reader = response.body?.getReader();
  for (
    let part = await reader?.read();
    part !== undefined && !part.done;
    part = await reader?.read()
  ) {
    receivedBytes += part.value.length;
    if (receivedBytes > maxBytes) {
      await reader?.cancel();
      fail("file", {
        where: url,
        expected: `at most ${maxBytes} bytes`,
        received: "more (too large)",
      });
    }
    chunks.push(part.value);
    onProgress({ file, receivedBytes, totalBytes });
  }
  if (totalBytes !== undefined && receivedBytes !== totalBytes) {
    fail("file", {
      where: url,
      expected: `${totalBytes} bytes`,
      received: `${receivedBytes} (truncated)`,
    });
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** "train-images.gz [=======>            ] 10.2/26.4 MB", redrawn ten times a second at most. */
export function formatProgress({ file, receivedBytes, totalBytes }: DownloadProgress): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  if (totalBytes === undefined) return `${file} ${megabytes(receivedBytes)} MB`;
  const width = 30;
  const filled = Math.round((receivedBytes / Math.max(1, totalBytes)) * width);
  const bar = filled >= width ? "=".repeat(width) : `${"=".repeat(filled)}>`.padEnd(width);
  return `${file} [${bar}] ${megabytes(receivedBytes)}/${megabytes(totalBytes)} MB`;
}

function progressBar(): (progress: DownloadProgress) => void {
  let drawn = 0;
  return (progress) => {
    const done = progress.receivedBytes === progress.totalBytes;
    if (!done && Date.now() - drawn < 100) return;
    drawn = Date.now();
    showProgress(formatProgress(progress), done);
  };
}

/** fetch hides what happened in the error's cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message;
}
