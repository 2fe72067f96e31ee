#!/usr/bin/env node
import { runCommand } from "./hornet.node.ts";

process.exitCode = runCommand(
  process.argv.slice(2),
  (text) => void process.stdout.write(text),
  (text) => void process.stderr.write(text),
);
