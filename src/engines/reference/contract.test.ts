import { engineContract } from "../contract.testing.ts";
import { reference } from "./reference.ts";

engineContract(reference, { batches: 4, schedules: false });
