package dev.rehearsal.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rehearsal.actor.ActorRef;

import io.vavr.collection.Seq;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.junit.jupiter.api.Test;

class ClosedTest {

    private enum Colour {
        RED
    }

    private sealed interface Phase {
        record Idle() implements Phase {}

        record Busy(ActorRef<String> by, Option<Phase> before) implements Phase {}
    }

    private record Typed(
            int count,
            Colour colour,
            Phase phase,
            TreeMap<String, Vector<Phase>> log,
            Typed next) {}

    private record Open(Object anything) {}

    private record Lazy(Seq<String> perhapsAStream) {}

    private record Generic<T>(T value) {}

    private sealed interface Reply<V> {
        record None<V>() implements Reply<V> {}

        record One<V>(V value) implements Reply<V> {}
    }

    private sealed interface Leaky<V> {
        record Hidden<V, W>(V value, W other) implements Leaky<V> {}
    }

    private record OfNumbers(Reply<Integer> reply, Generic<Reply<String>> nested) {}

    private record OfAnything(Reply<Object> reply) {}

    private record OfLeaky(Leaky<Integer> reply) {}

    private record Holder(int[] numbers) {}

    private record Deep(Vector<Holder> holders) {}

    @Test
    void typesThatCanOnlyBeImmutable_areClosed() {
        assertEquals(true, Closed.isClosed(Typed.class));
        assertEquals(true, Closed.isClosed(Phase.class));
        assertEquals(true, Closed.isClosed(Integer.class));
        assertEquals(true, Closed.isClosed(OfNumbers.class));
    }

    @Test
    void typesThatMayHoldAnything_areOpen() {
        for (Class<?> open :
                new Class<?>[] {
                    Open.class,
                    Lazy.class,
                    Generic.class,
                    Reply.class,
                    OfAnything.class,
                    OfLeaky.class,
                    Holder.class,
                    Deep.class,
                    Vector.class,
                    Object.class
                }) {
            assertEquals(false, Closed.isClosed(open), open::getName);
        }
    }

    @Test
    void require_mutableValue_isRefusedWithThePath() {
        String message =
                assertThrows(
                                NotAValueException.class,
                                () -> Shape.require(new Deep(Vector.of(new Holder(new int[0])))))
                        .getMessage();
        assertEquals(
                true, message.startsWith("Deep.holders[0].numbers: int[] is mutable"), message);
        Shape.require(new Open("text"));
        assertThrows(NotAValueException.class, () -> Shape.require(new Open(new Object[0])));
    }
}
