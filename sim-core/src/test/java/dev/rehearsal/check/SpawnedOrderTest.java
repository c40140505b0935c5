package dev.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Observer;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.kernel.World;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which number a spawned actor has depends on who comes upon it first; nothing else does. */
class SpawnedOrderTest {

    /** Sets a timer, and tells its parent when it fires. */
    private record Child() implements Actor<String, String> {
        @Override
        public String start(Context<String> context) {
            context.timer("ring", Duration.ofMillis(1));
            return "waits";
        }

        @Override
        public String receive(String state, String message, Context<String> context) {
            context.send(ActorRef.<String>to("n1"), context.self().path());
            return "rang";
        }
    }

    private record Parent(Vector<String> children) implements Actor<Vector<String>, String> {
        @Override
        public Vector<String> start(Context<String> context) {
            children.forEach(name -> context.spawn(name, new Child()));
            return Vector.empty();
        }

        @Override
        public Vector<String> receive(
                Vector<String> heard, String message, Context<String> context) {
            return heard.append(message);
        }
    }

    private static Topology topology(String... children) {
        return new Topology(
                Vector.of(
                        new Topology.Node(
                                "n1",
                                Vector.of(
                                        new Topology.Server(
                                                "n1", new Parent(Vector.of(children)))))));
    }

    /** A space in which these paths were come upon first, in that order. */
    private static ActorSpace space(String... first) {
        ActorSpace space = new ActorSpace(ActorSystem.of(topology("a", "b", "c")), Trouble.NONE);
        OpenSoup soup = new OpenSoup();
        World other = new World(topology(first), soup.medium(), new Observer() {});
        soup.open(other);
        other.among(space.numbering, _ -> 1);
        other.apply(new Action.Boot(0, null));
        return space;
    }

    /** The steps and the states that the first so many levels have, as they come. */
    private static List<String> told(ActorSpace space, int levels) {
        Space.Expander<Snapshot> expander = space.expander();
        List<Snapshot> states = Trail.Steps.initial(expander).states;
        List<String> told = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            List<Snapshot> next = new ArrayList<>();
            for (Snapshot state : states) {
                told.add(expander.describe(state) + " " + expander.actions(state));
                next.addAll(Trail.Steps.from(expander, state).states);
            }
            states = next;
        }
        return told;
    }

    @ParameterizedTest
    @CsvSource({"b, a, c", "c, b, a", "c, a, b"})
    void stepsAndWords_whoeverWasNumberedFirst_areTheSame(String one, String two, String three) {
        ActorSpace usual = space("a", "b", "c");
        ActorSpace other = space(one, two, three);

        List<String> told = told(usual, 6);

        assertEquals(told, told(other, 6));
        assertTrue(told.stream().anyMatch(line -> line.contains("timer ring at n1/a")));
    }

    @Test
    void numbers_areGivenInTheOrderInWhichThePathsWereComeUpon() {
        Snapshot usual = Trail.Steps.initial(space("a", "b", "c").expander()).states.getFirst();
        Snapshot other = Trail.Steps.initial(space("c", "b", "a").expander()).states.getFirst();

        assertEquals(4, usual.actors().length);
        assertEquals(4, other.actors().length);
        assertNotEquals(
                usual.actors()[1].fingerprint(), other.actors()[1].fingerprint(), "n1/a or n1/c");
    }
}
