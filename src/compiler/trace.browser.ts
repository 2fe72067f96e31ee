/*
 * A page has no environment that could ask for anything to be shown.
 */

export function tracePass(): void {}

export function traceFusion(): void {}

export function traceOrder(): void {}

export function tracePlan(): void {}

export function traceProgram(): void {}
