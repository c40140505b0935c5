package dev.rehearsal.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.counterexample.Counterexample;
import dev.rehearsal.counterexample.Retelling;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.plain.Rehearsal;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** A shop keeps a number in one of three drawers, whichever. Is it there when it is asked for? */
public final class E14_Choices implements Scenario {

    private static final Variant LOOSE =
            new Variant("loose", "the third drawer has no bottom: what is put there is gone");

    sealed interface Word {
        record Keep(int number) implements Word {}

        record Fetch() implements Word {}

        record Kept() implements Word {}

        record Here(int number) implements Word {}
    }

    // @start region=choose
    /** Keeps a number in a drawer of its choice. */
    record Shop(boolean loose) implements Actor<Integer, Word> {

        private static final Vector<Integer> DRAWERS = Vector.of(1, 2, 3);

        @Override
        public Integer start(Context<Word> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer kept, Word word, Context<Word> context) {
            return switch (word) {
                case Word.Keep(int number) -> {
                    int drawer = context.choose("drawer", DRAWERS);
                    context.reply(new Word.Kept());
                    yield loose && drawer == 3 ? kept : number;
                }
                case Word.Fetch() -> {
                    context.reply(new Word.Here(kept));
                    yield kept;
                }
                case Word.Kept _, Word.Here _ -> kept;
            };
        }
    }

    // @end

    private record Customer() implements Client<Register.Call<Integer>, Boolean, Word> {
        @Override
        public Boolean start(ClientContext<Word> context) {
            return false;
        }

        @Override
        public Boolean invoke(
                Boolean waits,
                int index,
                Register.Call<Integer> call,
                ClientContext<Word> context) {
            ActorRef<Word> shop = ActorRef.to("shop");
            context.send(
                    shop,
                    call instanceof Register.Write<Integer>(Integer value)
                            ? new Word.Keep(value)
                            : new Word.Fetch());
            return true;
        }

        @Override
        public Boolean receive(Boolean waits, Word word, ClientContext<Word> context) {
            if (waits) {
                switch (word) {
                    case Word.Kept() -> context.complete(Answer.done());
                    case Word.Here(int number) -> context.complete(Answer.value(number));
                    case Word.Keep _, Word.Fetch _ -> {}
                }
            }
            return false;
        }

        @Override
        public Boolean abandon(Boolean waits) {
            return false;
        }
    }

    @Override
    public String name() {
        return "drawers";
    }

    @Override
    public String summary() {
        return "a number in one of three drawers: is it there when it is asked for?";
    }

    @Override
    public Vector<Variant> variants() {
        return Vector.of(LOOSE);
    }

    @Override
    public Cluster cluster(Settings settings) {
        return Cluster.builder()
                .node("shop", new Shop(settings.has(LOOSE)))
                .client("c", new Customer())
                .workload(
                        new Workload(
                                Register.Call.class,
                                8,
                                Duration.ofMillis(20),
                                Duration.ofSeconds(1),
                                (_, index, draw) ->
                                        draw.chance(0.5)
                                                ? new Register.Write<>(index)
                                                : new Register.Read<Integer>()))
                .checked(_ -> Vector.of(new Register.Write<>(7), new Register.Read<Integer>()))
                .linearizable(Register.holding(0))
                .build();
    }

    // @start region=tests
    @Test
    void soundDrawers_withEveryChoice_keepTheNumber() {
        Rehearsal.simulate(this).under("calm").seeds(0, 100).assertHolds();

        assertInstanceOf(
                Counterexample.None.class,
                Counterexample.shortest(settings(), Trouble.NONE, Options.DEFAULT));
    }

    @Test
    void looseDrawer_simulated_isFoundInAStoryWithThatChoice() {
        Rehearsal loose = Rehearsal.simulate(settings().withVariant("loose")).under("calm");

        String story =
                assertThrows(AssertionError.class, () -> loose.seeds(0, 100).assertHolds())
                        .getMessage();

        assertTrue(story.contains("c#1 / shop : drawer? ~ 1: chooses 3, option 3"), story);
        assertTrue(story.contains("to 2 operations and 1 departure"), story);
    }

    @Test
    void looseDrawer_inTheSearch_isFoundWithThatChoice() {
        Settings loose = settings().withVariant("loose");

        Counterexample found =
                assertInstanceOf(
                                Counterexample.Found.class,
                                Counterexample.shortest(loose, Trouble.NONE, Options.DEFAULT))
                        .counterexample();

        assertEquals(
                "deliver Keep[number=7] c→shop, shop chooses 3 as its drawer",
                found.path().actions().head());
        Run told = assertInstanceOf(Retelling.Told.class, found.retelling()).run();
        assertEquals(
                1,
                told.story().departures().count(one -> one.kind() == FaultKind.CHOICE),
                told.story()::toString);
        assertEquals(told.violation(), Simulation.of(loose).run(told.story()).violation());
    }
    // @end
}
