package dev.rehearsal.scenarios.pool;

import dev.rehearsal.scenario.Variant;

import io.vavr.collection.Vector;

/** The bugs that are planted in the pool: first those of its supervisor, then those of others. */
enum Bug {
    UNMONITORED(
            "unmonitored-start",
            "a child is linked when it has started: one that ends in its start is waited for",
            "V1",
            Vector.of("no-exit-unheard", "no-handler-throws", PoolLaws.COMES_BACK),
            "a child ends in its first step",
            "elle-lisp/elle#1210"),
    ONE_ATTEMPT(
            "one-attempt",
            "a restart that was put off and fails again is forgotten",
            "V2",
            Vector.of(PoolLaws.COMES_BACK),
            "a child ends in two starts in a row",
            "rabbitmq/rabbitmq-common#201"),
    RESURRECTED(
            "resurrected-in-back-off",
            "a restart that was put off is performed although the child was stopped meanwhile",
            "V3",
            Vector.of(PoolLaws.STOPPED_STAYS_DOWN),
            "a child is stopped between two attempts to start it",
            "fastrepl/anarlog#6870"),
    UNLINKS(
            "unlinked-before-stop",
            "a child is unlinked before it is told to stop",
            "V4",
            Vector.of(
                    PoolLaws.NO_ORPHANS,
                    PoolLaws.EXIT_REASONS,
                    "no-handler-throws",
                    "no-exit-unheard"),
            "the supervisor ends while it stops a child",
            "erlang/otp#5201"),
    WRONG_REASON(
            "wrong-exit-reason",
            "a child that had ended before it was told to stop has ended with noproc",
            "V5",
            Vector.of(PoolLaws.EXIT_REASONS),
            "a child ends while its supervisor is about to stop it",
            "erlang/otp#5193"),
    RETAINS(
            "retained-arguments",
            "the arguments of temporary children are kept when these have ended",
            "V6",
            Vector.of(PoolLaws.NO_LEAK),
            "short children",
            "erlang/otp#2715"),
    UNCONTAINED(
            "uncontained-start",
            "a child that fails to restart takes its supervisor along",
            "V7",
            Vector.of(PoolLaws.CONTAINED),
            "a child ends in its start during a restart",
            "atomvm/AtomVM#1957"),
    ENDLESS(
            "endless-restarts",
            "restarts are counted, and nothing follows from it",
            "V8",
            Vector.of(PoolLaws.BOUNDED_RESTARTS),
            "children fail again and again",
            "atomvm/AtomVM#1958"),
    DISORDERED(
            "disordered-restart",
            "a group is started in the order in which it was stopped",
            "V10",
            Vector.of(PoolLaws.START_ORDER),
            "a child ends",
            "rabbitmq/rabbitmq-common#92"),
    ZOMBIE(
            "zombie",
            "a child that ended in its start is taken for one that runs",
            "V16",
            Vector.of(PoolLaws.COMES_BACK, PoolLaws.EXIT_REASONS),
            "a child ends in its start",
            "actor-ts#914"),
    PATIENT(
            "patient-stop",
            "a child that does not stop is waited for without limit",
            "V19",
            Vector.of(PoolLaws.COMES_BACK),
            "a child hangs while it ends",
            "actor-ts#915"),
    RESTARTS_STOPPED(
            "stopped-and-restarted",
            "the end of a permanent child that was stopped on request is one like any other",
            "V25",
            Vector.of(PoolLaws.STOPPED_STAYS_DOWN),
            "a child is stopped on request",
            "kameo PR #377"),
    ABANDONS(
            "abandoned-siblings",
            "a supervisor that gives up does not stop its children first",
            "V26",
            Vector.of(PoolLaws.ENDS_LAST),
            "the intensity is exceeded",
            "generic"),
    ONE_FOR_ITSELF(
            "one-for-itself",
            "a restart that was put off is forgotten when the child whose start failed is stopped",
            "V27",
            Vector.of(PoolLaws.COMES_BACK),
            "a child ends in its start during a restart, and is stopped before the next attempt",
            "erlang/otp, supervisor:try_again_restart under one_for_all and rest_for_one"),
    CONTENT(
            "stale-specification",
            "whoever is there already is kept, with the reference to a foreman that is dead",
            "V11",
            Vector.of(PoolLaws.WORKERS_KNOW_FOREMAN),
            "the one who added the children ends",
            "ferd/dispcount#10"),
    STALE(
            "stale-reference",
            "the foreman keeps the reference to the first incarnation of a worker",
            "V14",
            Vector.of(PoolLaws.FOREMAN_KNOWS_WORKERS),
            "a worker is restarted",
            "kameo PR #377"),
    UNWATCHED(
            "unwatched-peer",
            "a foreman does not watch the one on the other node",
            "V18",
            Vector.of(PoolLaws.PEERS_KNOW_EACH_OTHER),
            "the other node crashes",
            "actor-ts#918"),
    TO_THE_PATH(
            "timer-of-another-life",
            "a reminder is for whoever lives at the path of the one who wished it",
            "V21",
            Vector.of(PoolLaws.ISOLATION),
            "a foreman ends with a reminder pending",
            "generic");

    private final Variant variant;

    Bug(
            String name,
            String summary,
            String id,
            Vector<String> properties,
            String trigger,
            String source) {
        variant = new Variant(name, summary).known(id, properties, trigger, source);
    }

    Variant variant() {
        return variant;
    }
}
