import { fail } from "../base/errors.ts";
import { formatShape } from "../base/shape.ts";
import type { Operand } from "../graph/value.ts";
import { cast } from "../ops/cast.ts";
import { ctcLoss } from "../ops/ctc.ts";
import { notEqual } from "../ops/equal.ts";
import { sum } from "../ops/sum.ts";
import { fullLike } from "../ops/zeros.ts";
import { Loss, type LossOptions } from "./loss.ts";
import { lossFactory, type LossFactory } from "./lossFactory.ts";

/**
 * -ln of the probability that logits [batch, steps, classes], read as labels with blanks (class 0) between, say the labels
 * [batch, length], which end where they are 0 -> [batch]. Graves et al. 2006, https://doi.org/10.1145/1143844.1143891
 */
export class CTC extends Loss<LossOptions> {
  static override readonly className = "CTC";
  static override readonly targets = "labels";

  constructor(options: LossOptions = {}) {
    super(options, { name: "ctc" });
  }

  override losses(yTrue: Operand, yPred: Operand): Operand {
    if (yTrue.rank !== 2 || yPred.rank !== 3) {
      fail("shape", {
        where: this.name,
        expected: "labels [batch, length] and logits [batch, steps, classes]",
        received: `${formatShape(yTrue.shape)} and ${formatShape(yPred.shape)}`,
      });
    }
    const lengths = sum(cast(notEqual(yTrue, 0), "int32"), { axis: -1 });
    return ctcLoss(yTrue, yPred, lengths, fullLike(lengths, yPred.shape[1]!), { maskIndex: 0 });
  }

  /** Labels stay integers. */
  protected override castTarget(yTrue: Operand): Operand {
    return cast(yTrue, "int32");
  }
}

/** `ctc()` for compile, or `ctc(yTrue, yPred)`: for speech and handwriting. */
export const ctc: LossFactory<LossOptions> = lossFactory(CTC);
