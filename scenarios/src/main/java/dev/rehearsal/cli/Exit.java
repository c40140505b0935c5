package dev.rehearsal.cli;

/** The exit codes that scripts build on. */
final class Exit {
    static final int HOLDS = 0;
    static final int VIOLATED = 1;
    static final int WRONG_CALL = 2;
    static final int INCONCLUSIVE = 3;
    static final int INTERNAL = 70;
    static final int INTERRUPTED = 130;

    private Exit() {}
}
