package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.examples.E03_Histories.Held;
import dev.rehearsal.examples.E03_Histories.Message;
import dev.rehearsal.examples.E03_Histories.Message.Done;
import dev.rehearsal.examples.E03_Histories.Message.Get;
import dev.rehearsal.examples.E03_Histories.Message.Put;
import dev.rehearsal.examples.E03_Histories.Message.Value;
import dev.rehearsal.plain.Rehearsal;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

/** The server loses power: does it still know what it has acknowledged? */
public final class E05_CrashAndDisk implements Scenario {

    private static final Variant EARLY =
            new Variant("answers-early", "a put is acknowledged before it is on the disk");

    // @start region=server
    /** Boots with what its disk holds; acknowledges what is on it. */
    record DurableServer(Cell<Held> cell, boolean answersEarly) implements Actor<Held, Message> {

        @Override
        public Held start(Context<Message> context) {
            return cell.recover(context.disk()).getOrElse(Held.NOTHING);
        }

        @Override
        public Held receive(Held held, Message message, Context<Message> context) {
            return switch (message) {
                case Put(String request, _) when held.done().contains(request) -> {
                    context.reply(new Done(request));
                    yield held;
                }
                case Put(String request, int value) -> {
                    Held next = new Held(value, held.done().add(request));
                    if (answersEarly) {
                        context.reply(new Done(request));
                        cell.write(context.disk(), next);
                    } else {
                        cell.write(context.disk(), next);
                        context.reply(new Done(request));
                    }
                    yield next;
                }
                case Get(String request) -> {
                    context.reply(new Value(request, held.value()));
                    yield held;
                }
                case Done _, Value _ -> held;
            };
        }
    }

    // @end

    @Override
    public String name() {
        return "durable-register";
    }

    @Override
    public String summary() {
        return "a server that loses power: does it know what it has acknowledged?";
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(EARLY);
    }

    // @start region=cluster
    @Override
    public Cluster cluster(Settings settings) {
        Cell<Held> cell = Cell.of("register", Held.class);
        return E03_Histories.around(new DurableServer(cell, settings.has(EARLY)))
                .survives(1)
                .build();
    }

    // @end

    @Test
    void durableRegister_underAnyFaults_isOneRegister() {
        Rehearsal.simulate(this).under("swarm").seeds(0, 200).assertHolds();
    }

    @Test
    void putThatIsAcknowledgedEarly_isCaught() {
        Rehearsal early =
                Rehearsal.simulate(settings().withVariant("answers-early"))
                        .under("swarm")
                        .seeds(0, 2_000);

        String story = assertThrows(AssertionError.class, early::assertHolds).getMessage();

        assertTrue(story.startsWith("linearizable does not hold"), story);
    }
}
