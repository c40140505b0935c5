package dev.rehearsal.failure;

import dev.rehearsal.scenario.Settings;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.shrink.Size;
import dev.rehearsal.shrink.Standing;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;
import dev.rehearsal.simulation.Story;
import dev.rehearsal.simulation.Violation;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.HexFormat;

/**
 * A story that fails, with everything that it takes to show it again and to see whether the code
 * has changed since.
 *
 * @param story what is run again
 * @param origin the seed and faults that it was found with; none when nobody drew it
 * @param violation what failed first
 * @param traceHash of the story's run
 * @param hashes of the story's run, step by step
 * @param found how large the run was that was found
 * @param shrinking how it was made smaller; none when it is as it was found
 * @param version of Rehearsal that wrote it
 */
public record Failure(
        Story story,
        Option<Origin> origin,
        Violation violation,
        long traceHash,
        StepHashes hashes,
        Size found,
        Option<Shrinking> shrinking,
        String version) {

    /**
     * Where a failure comes from.
     *
     * @param faults the name of the fault profile
     */
    public record Origin(long seed, String faults) {}

    /**
     * How a failure was made smaller.
     *
     * @param size of the story now
     * @param runs how many simulations that took
     * @param oneMinimal whether it was checked that nothing can be taken away
     * @param exhausted whether the search came to its own end, rather than to that of its budget
     * @param standing whether it is the story of this failure, or the best that was reached
     */
    public record Shrinking(
            Size size, int runs, boolean oneMinimal, boolean exhausted, Standing standing) {}

    /**
     * A failure as it was found.
     *
     * @throws IllegalArgumentException when the run has no violation
     */
    public static Failure of(Run run) {
        return of(run, Size.of(run), Option.none());
    }

    /** A failure that was made smaller. */
    public static Failure of(Shrunk shrunk) {
        Run after = shrunk.after();
        return of(
                after,
                Size.of(shrunk.before()),
                Option.some(
                        new Shrinking(
                                Size.of(after),
                                shrunk.runs(),
                                shrunk.oneMinimal(),
                                shrunk.exhausted(),
                                shrunk.standing())));
    }

    private static Failure of(Run run, Size found, Option<Shrinking> shrinking) {
        Violation violation =
                run.violation()
                        .getOrElseThrow(() ->
                                new IllegalArgumentException(
                                        "only a failing run is a failure: verdict="
                                                + run.verdict()));
        Vector<Long> hashes = run.stepHashes().isEmpty() ? hashes(run.story()) : run.stepHashes();
        return new Failure(
                run.story(),
                Option.none(),
                violation,
                run.traceHash(),
                StepHashes.of(hashes),
                found,
                shrinking,
                builtAs());
    }

    private static Vector<Long> hashes(Story story) {
        Simulation.Options usual = Simulation.Options.DEFAULT;
        return Simulation.of(story.settings())
                .with(
                        new Simulation.Options(
                                usual.stepsMax(),
                                usual.nanosMax(),
                                usual.configurationsMax(),
                                false,
                                true,
                                false,
                                false))
                .run(story)
                .stepHashes();
    }

    /** The same, found with a seed. */
    public Failure from(long seed, String faults) {
        return new Failure(
                story,
                Option.some(new Origin(seed, faults)),
                violation,
                traceHash,
                hashes,
                found,
                shrinking,
                version);
    }

    /**
     * The same, shrunk once more: it keeps its origin and how large it was when it was found.
     *
     * @param again from this story on
     */
    public Failure shrunk(Shrunk again) {
        Failure small = of(again);
        return new Failure(
                small.story,
                origin,
                small.violation,
                small.traceHash,
                small.hashes,
                found,
                small.shrinking,
                small.version);
    }

    /** What was run. */
    public Settings settings() {
        return story.settings();
    }

    /** What makes two failures the same failure. */
    public String signature() {
        return violation.signature();
    }

    /**
     * A name for its file: the scenario with what differs from its defaults, the signature and,
     * where there is an origin, its faults and seed.
     */
    public String fileName() {
        StringBuilder name = new StringBuilder(settings().scenario().name());
        settings()
                .scenario()
                .parameters()
                .filter(parameter -> !parameter.fallback().equals(settings().get(parameter)))
                .forEach(parameter ->
                        name.append('-')
                                .append(parameter.name())
                                .append('-')
                                .append(settings().get(parameter)));
        settings().variant().forEach(bug -> name.append('-').append(bug));
        name.append('-').append(signature());
        String from =
                origin.map(o -> "-" + o.faults() + "-0x" + HexFormat.of().toHexDigits(o.seed()))
                        .getOrElse("");
        return name.toString().replaceAll("[^A-Za-z0-9._]+", "-") + from + ".json";
    }

    private static String builtAs() {
        String version = Failure.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
