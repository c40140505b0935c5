package dev.rehearsal.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.stream.LongStream;

/** Who is silent, and who only was not listened to. */
class SilenceTest {

    private static final long SECOND = 1_000_000_000L;

    private final Silence silence = new Silence(0);

    private long askedEverySecond(long from, long to) {
        long nanos = 0;
        for (long second = from; second <= to; second++) {
            nanos = silence.nanos(second * SECOND);
        }
        return nanos;
    }

    @Test
    void silence_whileSomebodyListens_lastsUntilSomethingIsHeard() {
        assertEquals(70 * SECOND, askedEverySecond(1, 70));
        silence.end(70 * SECOND);
        assertEquals(5 * SECOND, askedEverySecond(71, 75));
    }

    @Test
    void silence_inWhichNobodyListened_isNone() {
        askedEverySecond(1, 20);

        assertEquals(0, silence.nanos(120 * SECOND));
        assertEquals(61 * SECOND, askedEverySecond(121, 181));
    }

    @Test
    void owner_thatIsSlowToAsk_stillHearsTheSilence() {
        long step = Silence.STILL_NANOS;

        assertEquals(step, silence.nanos(step));
        assertEquals(
                7 * step,
                LongStream.rangeClosed(2, 7).map(i -> silence.nanos(i * step)).max().getAsLong());
    }
}
