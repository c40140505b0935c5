package dev.rehearsal.cli;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.simulation.Strategy;
import dev.rehearsal.spelling.Amount;

import io.vavr.control.Option;

import java.io.IOException;
import java.util.Locale;

/**
 * Who chose the next steps of a run, and what that promises.
 *
 * @param strategy of the run
 * @param odds where the strategy has a bound
 */
record Chosen(Strategy strategy, Option<Strategy.Odds> odds) {

    /** Nothing of the usual strategy. */
    void write(JsonGenerator json) throws IOException {
        if (strategy instanceof Strategy.Time) {
            return;
        }
        json.writeStringField("strategy", strategy.toString());
        for (Strategy.Odds bound : odds) {
            json.writeNumberField("probabilityAtLeast", bound.atLeast());
        }
    }

    /** What reports say of it; nothing of the usual strategy. */
    Option<String> line() {
        return switch (strategy) {
            case Strategy.Time _ -> Option.none();
            case Strategy.Random _, Strategy.Portfolio _ ->
                    Option.some("  strategy " + strategy + ", which has no bound");
            case Strategy.Pct(int depth) ->
                    odds.map(bound ->
                            "  strategy "
                                    + strategy
                                    + ": finds what takes an order of "
                                    + depth
                                    + (depth == 1 ? " pair" : " pairs")
                                    + " of events with a probability of at least "
                                    + probability(bound)
                                    + " in each run of these operations and faults with up to "
                                    + Amount.of(bound.steps(), "step")
                                    + " and "
                                    + Amount.of(bound.threads() - 1, "link"));
            case Strategy.Delay(int delays) ->
                    odds.map(bound ->
                            "  strategy "
                                    + strategy
                                    + ": finds what takes at most "
                                    + Amount.of(delays, "delay")
                                    + " with a probability of at least "
                                    + probability(bound)
                                    + " in each run of these operations and faults with up to "
                                    + Amount.of(bound.steps(), "arrival"));
        };
    }

    private static String probability(Strategy.Odds odds) {
        return String.format(Locale.ROOT, "%.1e", odds.atLeast());
    }
}
