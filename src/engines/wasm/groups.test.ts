import { groupsContract } from "../groups.testing.ts";
import { wasmEngine } from "./engine.ts";

groupsContract([wasmEngine(), wasmEngine({ fusedMultiplyAdd: false })]);
