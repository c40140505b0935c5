package dev.rehearsal.scenarios.pool;

import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenarios.pool.PoolState.Child;
import dev.rehearsal.scenarios.pool.PoolState.Goal;
import dev.rehearsal.scenarios.pool.PoolState.Work;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.function.BiPredicate;

/** What any system of supervised actors must satisfy, as it reads for the pools of some nodes. */
final class PoolLaws {

    static final String STOPPED_STAYS_DOWN = "stopped-stays-down";
    static final String EXIT_REASONS = "exit-reasons-are-true";
    static final String START_ORDER = "started-in-order";
    static final String BOUNDED_RESTARTS = "restarts-are-bounded";
    static final String CONTAINED = "failures-are-contained";
    static final String ENDS_LAST = "supervisor-ends-last";
    static final String ISOLATION = "lives-are-isolated";
    static final String COMES_BACK = "workers-come-back";
    static final String NO_ORPHANS = "no-orphans";
    static final String NO_LEAK = "nothing-is-kept";
    static final String WORKERS_KNOW_FOREMAN = "workers-know-their-foreman";
    static final String FOREMAN_KNOWS_WORKERS = "foremen-know-their-workers";
    static final String PEERS_KNOW_EACH_OTHER = "foremen-know-each-other";

    private static final Duration SOON = Duration.ofSeconds(2);

    /** The paths of what is looked at on a node. */
    private record Site(String node, String next, String log, String pool, String foreman) {

        Option<PoolState> pool(View world) {
            return world.state(pool, PoolState.class);
        }

        Option<Foreman.State> foreman(View world) {
            return world.state(foreman, Foreman.State.class);
        }

        /** Why a supervisor here ended itself. */
        Option<PoolEnd> end(View world) {
            return world.state(log, Log.State.class)
                    .flatMap(Log.State::last)
                    .flatMap(reason ->
                            reason instanceof ExitReason.ShutdownWith(PoolEnd end)
                                    ? Option.some(end)
                                    : Option.none());
        }
    }

    private final Vector<Site> sites;
    private final Vector<String> workers;

    PoolLaws(Vector<String> nodes, Vector<String> workers) {
        this.sites =
                nodes.map(node ->
                        new Site(
                                node,
                                SupervisedPool.next(nodes, node),
                                SupervisedPool.path(node, "log"),
                                SupervisedPool.path(node, "pool"),
                                SupervisedPool.path(node, "foreman")));
        this.workers = workers;
    }

    void demandOf(Cluster.Builder cluster) {
        cluster.always(
                        STOPPED_STAYS_DOWN,
                        nowhere("a worker that was stopped runs", PoolLaws::isResurrected))
                .always(
                        EXIT_REASONS,
                        nowhere(
                                "a child is taken to have ended before it ran",
                                (world, site) ->
                                        site.pool(world)
                                                .exists(pool ->
                                                        pool.children().exists(PoolLaws::isWrong))))
                .always(
                        START_ORDER,
                        nowhere(
                                "a worker starts before one that was added earlier",
                                (world, site) -> site.pool(world).exists(PoolLaws::isDisordered)))
                .always(
                        BOUNDED_RESTARTS,
                        nowhere(
                                "there were more restarts than the intensity allows",
                                (world, site) ->
                                        site.pool(world).exists(PoolLaws::restartsTooOften)))
                .always(
                        CONTAINED,
                        nowhere(
                                "a supervisor ended for another reason than too many restarts",
                                (world, site) -> site.end(world).exists(PoolLaws::isUncalledFor)))
                .always(
                        ENDS_LAST,
                        nowhere(
                                "a supervisor gave up before its children had ended",
                                (world, site) -> site.end(world).exists(PoolLaws::leavesSome)))
                .always(
                        ISOLATION,
                        nowhere(
                                "a foreman was reminded of what another life of it had wished",
                                (world, site) ->
                                        site.foreman(world)
                                                .flatMap(Foreman.State::reminded)
                                                .exists(by -> !world.isAlive(by))))
                .eventually(
                        COMES_BACK,
                        onAll("every worker runs that nobody has stopped", this::isComplete))
                .within(SOON)
                .eventually(
                        NO_ORPHANS,
                        Invariant.that(
                                "whoever lives has a supervisor who lives", PoolLaws::hasNoOrphans))
                .within(SOON)
                .eventually(
                        NO_LEAK,
                        onAll(
                                "a supervisor keeps nothing of what was temporary",
                                (world, site) -> site.pool(world).exists(PoolLaws::isLean)))
                .within(SOON)
                .eventually(
                        WORKERS_KNOW_FOREMAN,
                        Invariant.that(
                                "a worker knows a foreman who lives",
                                world ->
                                        world.states(Worker.State.class)
                                                .forAll(worker -> world.isAlive(worker.foreman()))))
                .within(SOON)
                .eventually(
                        FOREMAN_KNOWS_WORKERS,
                        onAll("a foreman knows the workers that live", PoolLaws::knowsWorkers))
                .within(SOON)
                .eventually(
                        PEERS_KNOW_EACH_OTHER,
                        onAll(
                                "a foreman knows the living one of the next node",
                                PoolLaws::knowsPeer))
                .within(SOON)
                .sometimes(
                        "a-start-was-tried-again",
                        world ->
                                sites.exists(site ->
                                        site.pool(world)
                                                .exists(pool ->
                                                        pool.children()
                                                                .exists(child ->
                                                                        child.attempts() > 0))))
                .sometimes(
                        "a-supervisor-gave-up",
                        world -> sites.exists(site -> site.end(world).isDefined()));
    }

    // ---------------------------------------------------------------------------------- always

    /** No node is in a state that must not be. */
    private Invariant nowhere(String wrong, BiPredicate<View, Site> isWrong) {
        return world -> {
            for (Site site : sites) {
                if (isWrong.test(world, site)) {
                    return Option.some(wrong + " on " + site.node());
                }
            }
            return Option.none();
        };
    }

    private static boolean isResurrected(View world, Site site) {
        Foreman.State foreman = site.foreman(world).getOrNull();
        return foreman != null
                && !foreman.halted().isEmpty()
                && site.pool(world)
                        .exists(pool ->
                                pool.children()
                                        .exists(child ->
                                                foreman.isHalted(child.id())
                                                        && child.running().exists(world::isAlive)));
    }

    private static boolean isWrong(Child child) {
        return child.last().exists(ExitReason.NoProcess.class::isInstance);
    }

    private static boolean isDisordered(PoolState pool) {
        return pool.work() instanceof Work.Starting starting
                && starting.plan().goal() instanceof Goal.Restart
                && pool.children()
                        .takeUntil(child -> child.id().equals(starting.id()))
                        .exists(child -> child.member().isPermanent() && child.isRestarting());
    }

    private static boolean restartsTooOften(PoolState pool) {
        return pool.restarts().size() > PoolSupervisor.INTENSITY;
    }

    private static boolean isUncalledFor(PoolEnd end) {
        return switch (end) {
            case PoolEnd.GaveUp gaveUp -> gaveUp.restarts() <= PoolSupervisor.INTENSITY;
            case PoolEnd.NotStarted _ -> true;
        };
    }

    private static boolean leavesSome(PoolEnd end) {
        return end instanceof PoolEnd.GaveUp gaveUp && !gaveUp.left().isEmpty();
    }

    // ------------------------------------------------------------------------------ eventually

    /** On every node that is up. */
    private Invariant onAll(String part, BiPredicate<View, Site> holds) {
        return Invariant.that(
                part,
                world -> sites.forAll(site -> !world.isUp(site.node()) || holds.test(world, site)));
    }

    private boolean isComplete(View world, Site site) {
        return site.pool(world)
                .filter(pool -> pool.work() instanceof Work.Idle)
                .exists(pool ->
                        workers.forAll(id ->
                                pool.children()
                                        .exists(child ->
                                                child.id().equals(id)
                                                        && (child.isDown()
                                                                || child.running()
                                                                        .exists(world::isAlive)))));
    }

    private static boolean hasNoOrphans(View world) {
        return world.states(Worker.State.class).forAll(worker -> world.isAlive(worker.supervisor()))
                && world.states(Task.State.class).forAll(task -> world.isAlive(task.supervisor()));
    }

    private static boolean isLean(PoolState pool) {
        return pool.children().forAll(child -> child.member().isPermanent());
    }

    private static boolean knowsWorkers(View world, Site site) {
        Option<Foreman.State> foreman = site.foreman(world);
        return site.pool(world)
                .exists(pool ->
                        pool.children()
                                .filter(child -> child.member().isPermanent())
                                .forAll(child ->
                                        child.running()
                                                .forAll(ref ->
                                                        foreman.exists(state ->
                                                                state.knows(child.id(), ref)))));
    }

    private static boolean knowsPeer(View world, Site site) {
        return !world.isUp(site.next())
                || site.foreman(world).flatMap(Foreman.State::peer).exists(world::isAlive);
    }
}
