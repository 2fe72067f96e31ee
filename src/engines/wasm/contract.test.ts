import { engineContract } from "../contract.testing.ts";
import { wasmEngine } from "./engine.ts";

engineContract(wasmEngine(), { beside: [wasmEngine({ fusedMultiplyAdd: false })] });
