import { describe, expect, test, vi } from "vitest";
import { yieldToEventLoop } from "../base/eventLoop.ts";
import { listenForInterrupt } from "./interrupt.ts";

describe("interrupts", () => {
  test("ctrl-C is heard once and its listener goes away", () => {
    const before = process.listenerCount("SIGINT");
    const interrupt = listenForInterrupt();
    expect(process.listenerCount("SIGINT")).toBe(before + 1);
    expect(interrupt.requested).toBe(false);
    process.emit("SIGINT");
    expect(interrupt.requested).toBe(true);
    // The second one is the system's.
    expect(process.listenerCount("SIGINT")).toBe(before);
    interrupt.release();
    expect(process.listenerCount("SIGINT")).toBe(before);
    expect(() => interrupt.throwIfRequested("predict")).toThrow(/predict: stopped by ctrl-C/u);
  });

  test("release without ctrl-C leaves no listener", () => {
    const before = process.listenerCount("SIGINT");
    for (let i = 0; i < 20; i++) listenForInterrupt().release();
    expect(process.listenerCount("SIGINT")).toBe(before);
  });

  test("where there is one step, ctrl-C is left to the program", () => {
    const before = process.listenerCount("SIGINT");
    const abort = new AbortController();
    const interrupt = listenForInterrupt(abort.signal, 1);
    expect(process.listenerCount("SIGINT")).toBe(before);
    abort.abort();
    expect(interrupt.requested).toBe(true);
    interrupt.release();
  });

  test("an aborted signal is a request; throwIfRequested throws its reason", () => {
    const abort = new AbortController();
    const interrupt = listenForInterrupt(abort.signal);
    expect(interrupt.requested).toBe(false);
    expect(() => interrupt.throwIfRequested("evaluate")).not.toThrow();
    abort.abort(new Error("enough"));
    expect(interrupt.requested).toBe(true);
    expect(() => interrupt.throwIfRequested("evaluate")).toThrow("enough");
    interrupt.release();
  });

  test("timers have their turn", async () => {
    const fired = vi.fn<() => void>();
    setTimeout(fired, 1);
    const start = performance.now();
    while (fired.mock.calls.length === 0 && performance.now() - start < 5000) {
      await yieldToEventLoop();
    }
    expect(fired).toHaveBeenCalledOnce();
  });
});
