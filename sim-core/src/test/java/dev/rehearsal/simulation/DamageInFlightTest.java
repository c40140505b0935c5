package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Heal;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.diagram.Diagram;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.value.Bytes;
import dev.rehearsal.value.Damage;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

/**
 * A message whose bytes are damaged on the way: what was sent is one thing, what arrives another.
 */
class DamageInFlightTest {

    /** A message. */
    public record Frame(Bytes content) {}

    private record Sender() implements Actor<Integer, Frame> {
        @Override
        public Integer start(Context<Frame> context) {
            context.send(ActorRef.to("right"), new Frame(Bytes.of((byte) 4, (byte) 2)));
            return 0;
        }

        @Override
        public Integer receive(Integer state, Frame frame, Context<Frame> context) {
            return state;
        }
    }

    private record Keeper() implements Actor<Vector<Frame>, Frame> {
        @Override
        public Vector<Frame> start(Context<Frame> context) {
            return Vector.empty();
        }

        @Override
        public Vector<Frame> receive(Vector<Frame> had, Frame frame, Context<Frame> context) {
            return had.append(frame);
        }
    }

    private static final class Wire implements Scenario {
        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder().node("left", new Sender()).node("right", new Keeper()).build();
        }
    }

    private static final MessageName FRAME = MessageName.parse("left!1 / left→right : Frame ~ 1");
    private static final Frame WHOLE = new Frame(Bytes.of((byte) 4, (byte) 2));
    private static final Frame BROKEN = new Frame(Bytes.of((byte) 5, (byte) 2));

    private static Run run(Departure... departures) {
        return Simulation.of(new Wire().settings())
                .with(Simulation.Options.DEFAULT.verbose())
                .run(Vector.empty(), new Script(Vector.of(departures), Heal.USUAL));
    }

    private static Vector<Object> sent(Run run) {
        return run.trace()
                .events()
                .filter(TraceEvent.Sent.class::isInstance)
                .map(event -> ((TraceEvent.Sent) event).message());
    }

    private static Vector<Object> delivered(Run run) {
        return run.trace()
                .events()
                .filter(TraceEvent.Delivered.class::isInstance)
                .map(event -> ((TraceEvent.Delivered) event).message());
    }

    @Test
    void damagedMessage_isSentWhole_andArrivesDamaged() {
        Run run = run(new Departure.Corrupt(FRAME, new Damage.Flips(0)));

        assertEquals(Vector.of(WHOLE), sent(run));
        assertEquals(Vector.of(BROKEN), delivered(run));
        assertNotEquals(run().traceHash(), run.traceHash());
        assertEquals(
                Vector.of(new Departure.Corrupt(FRAME, new Damage.Flips(0))),
                run.story().departures());
        assertEquals(run.traceHash(), run(run.story().departures().get(0)).traceHash());
    }

    @Test
    void duplicateOfADamagedMessage_arrivesWhole() {
        Run run =
                run(
                        new Departure.Corrupt(FRAME, new Damage.Flips(0)),
                        new Departure.Again(FRAME, new Point.After(5_000_000)));

        assertEquals(Vector.of(WHOLE), sent(run));
        assertEquals(Vector.of(BROKEN, WHOLE), delivered(run));
    }

    @Test
    void diagram_ofADamagedMessage_showsEachEndAsItIs() {
        String picture =
                String.join(
                        "\n",
                        Diagram.of(run(new Departure.Corrupt(FRAME, new Damage.Flips(0)))).ascii());

        assertTrue(picture.contains("(a) left -> right Frame(0402): damaged on the way,"), picture);
        assertTrue(picture.contains("Frame(0502)"), picture);
    }
}
