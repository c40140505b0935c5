package dev.rehearsal.scenarios.paxos;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Ask;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Ballot;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Retry;
import dev.rehearsal.scenarios.paxos.Replica.Bug;
import dev.rehearsal.scenarios.paxos.Replica.Role;
import dev.rehearsal.scenarios.replication.Command;
import dev.rehearsal.scenarios.replication.Group;
import dev.rehearsal.supervisor.Supervisor;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * A register that servers {@code s1}, {@code s2}, … keep by Multi-Paxos. A minority may be lost;
 * and the disk of one, its own or not, may be damaged where it has been written.
 */
public final class MultiPaxos implements Scenario {

    private static final Vector<String> SAFETY = Vector.of("agreement", "linearizable");

    /** Who leads without asking also leaves votes behind that nobody proposes again. */
    private static final Vector<String> ALL = SAFETY.append("one-is-followed");

    private static final Variant FORGETS_PROMISES =
            new Variant(
                            "promise-not-persisted",
                            "an acceptor that restarts has forgotten what it promised")
                    .known(
                            "P1",
                            SAFETY,
                            "the restart of an acceptor between two leaders",
                            "known in the trade");
    private static final Variant IGNORES_VOTES =
            new Variant("votes-ignored", "a new leader does not propose again what was voted for")
                    .known(
                            "P2",
                            ALL,
                            "a change of the leader while something is not known to be chosen",
                            "known in the trade");
    private static final Variant REUSES_BALLOT =
            new Variant(
                            "ballot-reused",
                            "a server that restarts leads on under the ballot that it had")
                    .known(
                            "P3",
                            ALL,
                            "the restart of a leader, or of a server about to lead",
                            "known in the trade");
    private static final Variant REJOINS =
            new Variant(
                            "rejoins-without-votes",
                            "a server whose votes are damaged votes again when it has caught up")
                    .known(
                            "P4",
                            SAFETY,
                            "damage to a disk, a restart, and a new leader",
                            "Chandra et al.: Paxos Made Live, PODC 2007; Michael et al.: Recovering"
                                    + " Shared Objects Without Stable Storage, DISC 2017");
    private static final Variant ENDS_AT_DAMAGE =
            new Variant(
                            "damage-ends-journal",
                            "an acceptor takes a damaged vote for the end of its votes")
                    .known(
                            "P11",
                            SAFETY,
                            "damage to a disk, a restart, and a new leader",
                            "Alagappan et al.: Protocol-Aware Recovery for Consensus-Based Storage,"
                                    + " FAST 2018");

    private static final Map<Variant, Bug> BUGS =
            LinkedHashMap.of(
                    FORGETS_PROMISES, Bug.FORGETS_PROMISES,
                    IGNORES_VOTES, Bug.IGNORES_VOTES,
                    REUSES_BALLOT, Bug.REUSES_BALLOT,
                    REJOINS, Bug.REJOINS,
                    ENDS_AT_DAMAGE, Bug.ENDS_AT_DAMAGE);

    @Override
    public String name() {
        return "multi-paxos";
    }

    @Override
    public String summary() {
        return "acceptors that restart, and a disk that rots: is what was chosen chosen for good?";
    }

    @Override
    public Vector<Parameter<?>> parameters() {
        return Group.PARAMETERS;
    }

    @Override
    public Vector<Variant> variants() {
        return BUGS.keySet().toVector();
    }

    @Override
    public Settings swarm(Settings settings, Draw draw) {
        return Group.swarm(settings, draw);
    }

    @Override
    public Cluster cluster(Settings settings) {
        int count = Group.size(settings);
        Vector<String> servers =
                Vector.rangeClosed(1, count).map(number -> "s" + number + "/paxos/replica");
        Bug bug =
                BUGS.find(entry -> settings.has(entry._1))
                        .map(entry -> entry._2)
                        .getOrElse(Bug.NONE);
        Cluster.Builder cluster = Cluster.builder();
        for (int number = 1; number <= count; number++) {
            Supervisor tree = Group.tree(new Replica(number, servers, bug));
            cluster.node("s" + number, LinkedHashMap.of("paxos", (Actor<?, ?>) tree));
        }
        return Group.asked(cluster, settings, servers, Ask::new, Retry::new)
                .always("agreement", MultiPaxos::disagreement)
                .eventually("one-is-followed", world -> unled(world, count))
                .within(Duration.ofSeconds(3))
                .sometimes("a-leader-was-replaced", world -> any(world, state -> state.round() > 1))
                .sometimes("votes-are-lost", world -> any(world, state -> state.votes().isEmpty()))
                .survivesDamagedDisks(1)
                .build();
    }

    // ----------------------------------------------------------------------------- what must hold

    /** No two servers know of different commands in one place. */
    private static Option<String> disagreement(View world) {
        return Command.contradiction(world.states(Replica.State.class).map(Replica.State::chosen));
    }

    /**
     * All that can vote follow one leader, all that are up know the same, and no majority has votes
     * behind that; unless there is no majority left of servers that can vote. A vote that only some
     * have given may be left behind: a leader whom the others have promised does not hear of it.
     */
    private static Option<String> unled(View world, int servers) {
        Vector<Replica.State> up = Vector.ofAll(world.states(Replica.State.class));
        Vector<Replica.State> whole = up.filter(state -> state.votes().isDefined());
        if (whole.size() < up.size() && whole.size() <= servers / 2) {
            return Option.none();
        }
        Vector<Ballot> leaders = whole.map(MultiPaxos::leader).distinct();
        boolean isLed =
                whole.size() > servers / 2
                        && leaders.size() == 1
                        && !leaders.head().equals(Ballot.NONE)
                        && up.map(Replica.State::chosen).distinct().size() == 1
                        && whole.count(MultiPaxos::hasVotesAhead) <= (servers - 1) / 2;
        return isLed ? Option.none() : Option.some("they follow " + leaders);
    }

    private static boolean hasVotesAhead(Replica.State state) {
        return !state.votes().get().from(state.chosen().size() + 1).isEmpty();
    }

    private static boolean any(View world, Predicate<Replica.State> condition) {
        return world.states(Replica.State.class).exists(condition);
    }

    private static Ballot leader(Replica.State state) {
        return switch (state.role()) {
            case Role.Leader leader -> leader.ballot();
            case Role.Follower(Ballot ballot) -> ballot;
            case Role.Candidate _ -> Ballot.NONE;
        };
    }
}
