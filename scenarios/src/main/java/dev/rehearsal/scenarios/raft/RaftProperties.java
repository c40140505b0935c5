package dev.rehearsal.scenarios.raft;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Monitor;

import io.vavr.collection.HashMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * What Raft guarantees at any time (dissertation, figure 3.2), and what is demanded beside that.
 *
 * <p>The guarantees speak of everything that ever was, so they are monitors with a memory. Each
 * looks only at what is new in the replica whose state has changed.
 *
 * <p>Over 500 lines because all monitors read the same observations.
 */
final class RaftProperties {

    private RaftProperties() {}

    static Cluster.Builder demandedOf(
            Cluster.Builder cluster, Vector<String> servers, Duration longer) {
        // @start region=demanded
        return cluster.monitored("election-safety", new ElectionSafety())
                .monitored("leader-append-only", new LeaderAppendOnly())
                .monitored("log-matching", new LogMatching())
                .monitored("leader-completeness", new LeaderCompleteness())
                .monitored("state-machine-safety", new StateMachineSafety())
                .monitored("exactly-once", new ExactlyOnce())
                .monitored("nobody-outlives-whom-it-knows", new KnownAlive())
                .eventually("replicas-recover", recovered(servers))
                .within(Duration.ofSeconds(2))
                .eventually("servers-agree", agreed(servers))
                .within(Duration.ofSeconds(3).plus(longer))
                // @end
                .sometimes(
                        "a-leader-was-replaced",
                        world -> anyReplica(world, r -> r.currentTerm() > 2))
                .sometimes(
                        "a-snapshot-was-taken",
                        world -> anyReplica(world, r -> r.snapshot().lastIndex() > 0))
                .sometimes(
                        "the-configuration-changed",
                        world -> anyReplica(world, r -> r.log().latest().index() > 0));
    }

    /** A memory, and what was found to be broken. */
    private record Found<G>(G memory, Option<String> broken) {
        static <G> Found<G> nothing(G memory) {
            return new Found<>(memory, Option.none());
        }

        Found<G> broken(String what) {
            return new Found<>(memory, Option.some(what));
        }
    }

    /** Something of each actor, by its number. */
    private record Each<T>(Vector<Option<T>> known) {
        static <T> Each<T> none() {
            return new Each<>(Vector.empty());
        }

        @Nullable T get(int actor) {
            return actor < known.size() ? known.get(actor).getOrNull() : null;
        }

        Each<T> put(int actor, T value) {
            Vector<Option<T>> room =
                    actor < known.size()
                            ? known
                            : known.appendAll(
                                    Vector.fill(actor + 1 - known.size(), Option.<T>none()));
            return new Each<>(room.update(actor, Option.some(value)));
        }
    }

    /** A monitor of the replicas, as far as they are no longer recovering. */
    private interface OfReplicas<G> extends Monitor<Found<G>> {

        G nothing();

        /** The same object when there is nothing to remember. */
        Found<G> after(Found<G> found, ReplicaState replica, View world, int actor);

        @Override
        default Found<G> initial() {
            return Found.nothing(nothing());
        }

        @Override
        default Found<G> after(Found<G> found, View world, int actor) {
            return world.state(actor) instanceof ReplicaState replica
                            && !(replica.role() instanceof Role.Recovering)
                    ? after(found, replica, world, actor)
                    : found;
        }

        @Override
        default Option<String> broken(Found<G> found) {
            return found.broken();
        }
    }

    /** At most one leader is elected in a term. Its memory is the leader of each term. */
    private record ElectionSafety() implements OfReplicas<HashMap<Integer, ActorRef<?>>> {
        @Override
        public HashMap<Integer, ActorRef<?>> nothing() {
            return HashMap.empty();
        }

        @Override
        public Found<HashMap<Integer, ActorRef<?>>> after(
                Found<HashMap<Integer, ActorRef<?>>> found,
                ReplicaState replica,
                View world,
                int actor) {
            ActorRef<?> self = world.life(actor);
            if (!(replica.role() instanceof Role.Leader) || self == null) {
                return found;
            }
            ActorRef<?> known = found.memory().get(replica.currentTerm()).getOrNull();
            if (known == null) {
                return Found.nothing(found.memory().put(replica.currentTerm(), self));
            }
            return known.equals(self)
                    ? found
                    : found.broken(
                            "term "
                                    + replica.currentTerm()
                                    + " has two leaders: "
                                    + known
                                    + " and "
                                    + self);
        }
    }

    /** A leader never overwrites or deletes entries of its log. */
    private record LeaderAppendOnly() implements OfReplicas<Each<LeaderAppendOnly.Led>> {
        record Led(int term, Log log) {}

        @Override
        public Each<Led> nothing() {
            return Each.none();
        }

        @Override
        public Found<Each<Led>> after(
                Found<Each<Led>> found, ReplicaState replica, View world, int actor) {
            if (!(replica.role() instanceof Role.Leader)) {
                return found;
            }
            Log log = replica.log();
            Led led = found.memory().get(actor);
            if (led != null && led.log() == log) {
                return found;
            }
            if (led != null && led.term() == replica.currentTerm() && !begins(led.log(), log)) {
                return found.broken(
                        world.path(actor)
                                + " leads term "
                                + led.term()
                                + " and has changed its log from "
                                + led.log()
                                + " to "
                                + log);
            }
            return Found.nothing(found.memory().put(actor, new Led(replica.currentTerm(), log)));
        }

        private static boolean begins(Log before, Log after) {
            int last = before.lastIndex();
            return after.baseIndex() >= last || after.termAt(last) == before.lastTerm();
        }
    }

    /**
     * Two logs with an entry of the same index and term are equal up to it. Its memory is each
     * entry with the term before it: if these never differ, by induction nothing before them does.
     */
    private record LogMatching() implements OfReplicas<LogMatching.Memory> {
        record Memory(Each<Log> seen, HashMap<Long, Placed> entries) {}

        record Placed(Entry entry, int termBefore) {}

        @Override
        public Memory nothing() {
            return new Memory(Each.none(), HashMap.empty());
        }

        @Override
        public Found<Memory> after(
                Found<Memory> found, ReplicaState replica, View world, int actor) {
            Log log = replica.log();
            Log before = found.memory().seen().get(actor);
            if (log == before) {
                return found;
            }
            HashMap<Long, Placed> entries = found.memory().entries();
            int index = log.lastIndex();
            while (index > log.baseIndex() && !has(before, index, log.at(index))) {
                Placed placed = new Placed(log.at(index), log.termAt(index - 1));
                long name = (long) index << 32 | placed.entry().term();
                Placed known = entries.get(name).getOrNull();
                if (known == null) {
                    entries = entries.put(name, placed);
                } else if (!known.equals(placed)) {
                    return found.broken(
                            world.path(actor)
                                    + " has at "
                                    + index
                                    + " the entry "
                                    + placed.entry()
                                    + " behind one of term "
                                    + placed.termBefore()
                                    + ", another has "
                                    + known.entry()
                                    + " behind one of term "
                                    + known.termBefore());
                }
                index--;
            }
            return Found.nothing(new Memory(found.memory().seen().put(actor, log), entries));
        }

        private static boolean has(@Nullable Log log, int index, Entry entry) {
            return log != null
                    && index > log.baseIndex()
                    && index <= log.lastIndex()
                    && log.at(index) == entry;
        }
    }

    /**
     * What was committed in a term is in the logs of the leaders of all later terms. Its memory is
     * the term of each committed entry, in which term it was committed, each leader's log as it was
     * elected, and the term of the leader that was seen last.
     */
    private record LeaderCompleteness() implements OfReplicas<LeaderCompleteness.Memory> {
        record Memory(Vector<Committed> committed, TreeMap<Integer, Log> leaders, int lastSeen) {}

        record Committed(int term, int inTerm) {}

        @Override
        public Memory nothing() {
            return new Memory(Vector.empty(), TreeMap.empty(), 0);
        }

        @Override
        public Found<Memory> after(
                Found<Memory> found, ReplicaState replica, View world, int actor) {
            Memory memory = found.memory();
            boolean isNew =
                    replica.role() instanceof Role.Leader
                            && replica.currentTerm() != memory.lastSeen()
                            && !memory.leaders().containsKey(replica.currentTerm());
            if (!isNew && replica.commitIndex() <= memory.committed().size()) {
                return found;
            }
            Memory next = memory;
            if (isNew) {
                next =
                        new Memory(
                                next.committed(),
                                next.leaders().put(replica.currentTerm(), replica.log()),
                                replica.currentTerm());
                int index = next.committed().size();
                while (index > 0
                        && next.committed().get(index - 1).inTerm() >= replica.currentTerm()) {
                    index--;
                }
                if (index > 0 && !has(replica.log(), index, next.committed().get(index - 1))) {
                    return found.broken(
                            missing(replica.currentTerm(), index, next.committed().get(index - 1)));
                }
            }
            Vector<Committed> committed = next.committed();
            for (int index = committed.size() + 1; index <= replica.commitIndex(); index++) {
                int term = replica.log().termAt(index);
                if (term == Log.UNKNOWN) {
                    break;
                }
                Committed one = new Committed(term, replica.currentTerm());
                committed = committed.append(one);
                for (var leader : next.leaders().iterator()) {
                    if (leader._1 > one.inTerm() && !has(leader._2, index, one)) {
                        return found.broken(missing(leader._1, index, one));
                    }
                }
            }
            return Found.nothing(new Memory(committed, next.leaders(), next.lastSeen()));
        }

        private static boolean has(Log log, int index, Committed committed) {
            return index <= log.baseIndex() || log.termAt(index) == committed.term();
        }

        private static String missing(int leader, int index, Committed committed) {
            return "the leader of term "
                    + leader
                    + " does not have the entry at "
                    + index
                    + " of term "
                    + committed.term()
                    + ", which was committed in term "
                    + committed.inTerm();
        }
    }

    /** No two servers apply different entries at an index, or come to different states by them. */
    private record StateMachineSafety() implements OfReplicas<StateMachineSafety.Memory> {
        record Memory(
                Each<Machine> seen,
                HashMap<Integer, Entry> entries,
                HashMap<Integer, Machine> machines) {}

        @Override
        public Memory nothing() {
            return new Memory(Each.none(), HashMap.empty(), HashMap.empty());
        }

        @Override
        public Found<Memory> after(
                Found<Memory> found, ReplicaState replica, View world, int actor) {
            Machine machine = replica.machine();
            Machine before = found.memory().seen().get(actor);
            if (machine == before) {
                return found;
            }
            Log log = replica.log();
            HashMap<Integer, Entry> entries = found.memory().entries();
            int from = before == null ? 0 : before.applied();
            for (int index = Math.max(from, log.baseIndex()) + 1;
                    index <= Math.min(machine.applied(), log.lastIndex());
                    index++) {
                Entry entry = log.at(index);
                Entry known = entries.get(index).getOrNull();
                if (known == null) {
                    entries = entries.put(index, entry);
                } else if (!known.equals(entry)) {
                    return found.broken(
                            world.path(actor)
                                    + " applied at "
                                    + index
                                    + " the entry "
                                    + entry
                                    + ", another applied "
                                    + known);
                }
            }
            HashMap<Integer, Machine> machines = found.memory().machines();
            Machine other = machines.get(machine.applied()).getOrNull();
            if (other == null) {
                machines = machines.put(machine.applied(), machine);
            } else if (!other.equals(machine)) {
                return found.broken(
                        world.path(actor)
                                + " came at "
                                + machine.applied()
                                + " to "
                                + machine
                                + ", another to "
                                + other);
            }
            return Found.nothing(
                    new Memory(found.memory().seen().put(actor, machine), entries, machines));
        }
    }

    /**
     * What a client asked is executed once, however often it stands in the log. Its memory is how
     * many requests there are up to each index that were newer than all before of their client: one
     * that comes after a newer one was given up, and is not executed at all.
     */
    private record ExactlyOnce() implements OfReplicas<ExactlyOnce.Memory> {
        record Memory(Vector<Integer> different, HashMap<String, Integer> newest) {}

        @Override
        public Memory nothing() {
            return new Memory(Vector.empty(), HashMap.empty());
        }

        @Override
        public Found<Memory> after(
                Found<Memory> found, ReplicaState replica, View world, int actor) {
            int applied = replica.machine().applied();
            Memory memory = found.memory();
            Vector<Integer> different = memory.different();
            HashMap<String, Integer> newest = memory.newest();
            for (int index = different.size() + 1;
                    index <= applied && index > replica.log().baseIndex();
                    index++) {
                int count = different.isEmpty() ? 0 : different.last();
                if (replica.log().at(index).command() instanceof Command.Request request
                        && newest.getOrElse(request.client(), 0) < request.number()) {
                    newest = newest.put(request.client(), request.number());
                    count++;
                }
                different = different.append(count);
            }
            if (applied > 0
                    && applied <= different.size()
                    && different.get(applied - 1) != replica.machine().executed()) {
                return found.broken(
                        world.path(actor)
                                + " has executed "
                                + replica.machine().executed()
                                + " requests up to "
                                + applied
                                + ", and there were "
                                + different.get(applied - 1)
                                + " different ones");
            }
            return different == memory.different()
                    ? found
                    : Found.nothing(new Memory(different, newest));
        }
    }

    /**
     * When an actor has started again, nobody behind it in the tree knows its dead one. Its memory
     * is who stands behind each log and each replica.
     */
    private record KnownAlive() implements Monitor<Found<Each<Integer>>> {
        @Override
        public Found<Each<Integer>> initial() {
            return Found.nothing(Each.none());
        }

        @Override
        public Found<Each<Integer>> after(Found<Each<Integer>> found, View world, int actor) {
            Object state = world.state(actor);
            if (!(state instanceof LogActor.State) && !(state instanceof ReplicaState)) {
                return found;
            }
            Found<Each<Integer>> next = found;
            Integer behind = found.memory().get(actor);
            if (behind == null) {
                String node = world.name(world.nodeOf(actor));
                behind =
                        world.actor(
                                state instanceof LogActor.State
                                        ? Raft.replica(node)
                                        : Raft.sessions(node));
                next = behind < 0 ? found : Found.nothing(found.memory().put(actor, behind));
            }
            return behind < 0 || !knowsADeadOne(world, world.state(behind))
                    ? next
                    : next.broken(world.path(behind) + " knows a dead " + world.path(actor));
        }

        private static boolean knowsADeadOne(View world, @Nullable Object state) {
            return switch (state) {
                case ReplicaState replica ->
                        !(replica.role() instanceof Role.Recovering)
                                && !world.isAlive(replica.storage().log());
                case SessionActor.State sessions -> !world.isAlive(sessions.replica());
                case null, default -> false;
            };
        }

        @Override
        public Option<String> broken(Found<Each<Integer>> found) {
            return found.broken();
        }
    }

    /** Every server that is up has recovered what is on its disk. */
    private static Invariant recovered(Vector<String> servers) {
        return Invariant.that(
                "every replica has recovered",
                world ->
                        servers.filter(world::isUp)
                                .forAll(server ->
                                        replica(world, server) != null
                                                && world.isAlive(Raft.sessions(server))));
    }

    /**
     * Whoever leads is followed by all its voters that are up, and they have applied what it has.
     * That there is somebody who leads is not said here: a leader that is left half broken may do
     * for the clients, and not be seen.
     */
    private static Invariant agreed(Vector<String> servers) {
        return Invariant.that(
                "a leader's voters have applied what it has",
                world -> {
                    for (String server : servers) {
                        ReplicaState leader = replica(world, server);
                        if (leader != null
                                && leader.role() instanceof Role.Leader
                                && !leader.log()
                                        .latest()
                                        .voters()
                                        .filter(world::isUp)
                                        .forAll(voter -> agrees(replica(world, voter), leader))) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private static boolean agrees(@Nullable ReplicaState follower, ReplicaState leader) {
        return follower != null
                && follower.currentTerm() == leader.currentTerm()
                && follower.machine().applied() == leader.machine().applied();
    }

    private static @Nullable ReplicaState replica(View world, String server) {
        int actor = world.actor(Raft.replica(server));
        return actor >= 0
                        && world.state(actor) instanceof ReplicaState replica
                        && !(replica.role() instanceof Role.Recovering)
                ? replica
                : null;
    }

    private static boolean anyReplica(View world, Predicate<ReplicaState> condition) {
        for (int actor = 0; actor < world.actors(); actor++) {
            if (world.state(actor) instanceof ReplicaState replica && condition.test(replica)) {
                return true;
            }
        }
        return false;
    }
}
