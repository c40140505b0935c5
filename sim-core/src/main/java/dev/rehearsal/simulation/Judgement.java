package dev.rehearsal.simulation;

import org.jspecify.annotations.Nullable;

/** What came of one property in one run. */
record Judgement(Run.Verdict verdict, @Nullable Violation violation) {

    static final Judgement HOLDS = new Judgement(Run.Verdict.HOLDS, null);
    static final Judgement INCONCLUSIVE = new Judgement(Run.Verdict.INCONCLUSIVE, null);

    static Judgement violated(Violation violation) {
        return new Judgement(Run.Verdict.VIOLATED, violation);
    }
}
