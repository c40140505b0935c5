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
import dev.rehearsal.check.Network;
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

    /** Each request has a number, which its answer repeats. */
    sealed interface Word {
        record Keep(int request, int number) implements Word {}

        record Fetch(int request) implements Word {}

        record Kept(int request) implements Word {}

        record Here(int request, int number) implements Word {}
    }

    // @start region=choose
    /** The number that was kept last, and by which request. */
    record Kept(int request, int number) {}

    /**
     * Keeps a number in a drawer of its choice; a request that comes late or again changes nothing.
     */
    record Shop(boolean loose) implements Actor<Kept, Word> {

        private static final Vector<Integer> DRAWERS = Vector.of(1, 2, 3);

        @Override
        public Kept start(Context<Word> context) {
            return new Kept(0, 0);
        }

        @Override
        public Kept receive(Kept kept, Word word, Context<Word> context) {
            return switch (word) {
                case Word.Keep(int request, int number) -> {
                    context.reply(new Word.Kept(request));
                    if (request <= kept.request()) {
                        yield kept;
                    }
                    int drawer = context.choose("drawer", DRAWERS);
                    yield new Kept(request, loose && drawer == 3 ? kept.number() : number);
                }
                case Word.Fetch(int request) -> {
                    context.reply(new Word.Here(request, kept.number()));
                    yield kept;
                }
                case Word.Kept _, Word.Here _ -> kept;
            };
        }
    }

    // @end

    /** Knows the number of the request that it waits for; 0 when it waits for none. */
    private record Customer() implements Client<Register.Call<Integer>, Integer, Word> {
        @Override
        public Integer start(ClientContext<Word> context) {
            return 0;
        }

        @Override
        public Integer invoke(
                Integer open, int index, Register.Call<Integer> call, ClientContext<Word> context) {
            ActorRef<Word> shop = ActorRef.to("shop");
            context.send(
                    shop,
                    call instanceof Register.Write<Integer>(Integer value)
                            ? new Word.Keep(index, value)
                            : new Word.Fetch(index));
            return index;
        }

        @Override
        public Integer receive(Integer open, Word word, ClientContext<Word> context) {
            return switch (word) {
                case Word.Kept(int request) when request == open -> {
                    context.complete(Answer.done());
                    yield 0;
                }
                case Word.Here(int request, int number) when request == open -> {
                    context.complete(Answer.value(number));
                    yield 0;
                }
                case Word.Keep _, Word.Fetch _, Word.Kept _, Word.Here _ -> open;
            };
        }

        @Override
        public Integer abandon(Integer open) {
            return 0;
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
    void soundDrawers_withEveryChoiceInEveryOrder_keepTheNumber() {
        Rehearsal.simulate(this).under("calm").seeds(0, 100).assertHolds();
        Rehearsal.simulate(this).under("harsh").seeds(0, 100).assertHolds();

        assertInstanceOf(
                Counterexample.None.class,
                Counterexample.shortest(settings(), Trouble.NONE, Options.DEFAULT));
        assertInstanceOf(
                Counterexample.None.class,
                Counterexample.shortest(
                        settings(),
                        Trouble.NONE.over(Network.UNORDERED_DUPLICATING).drops(2),
                        Options.DEFAULT));
    }

    @Test
    void looseDrawer_simulated_isFoundInAStoryWithThatChoice() {
        Rehearsal loose = Rehearsal.simulate(settings().withVariant("loose")).under("calm");

        String story =
                assertThrows(AssertionError.class, () -> loose.seeds(0, 100).assertHolds())
                        .getMessage();

        assertTrue(story.contains("shop chooses 3 as its drawer, option 3 of 3, for c#1."), story);
        assertTrue(story.contains("to 2 operations, 1 fault, "), story);
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
                "deliver Keep[request=1, number=7] c→shop, shop chooses 3 as its drawer",
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
