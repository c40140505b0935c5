package dev.rehearsal.zoo;

import dev.rehearsal.counterexample.Fewest;
import dev.rehearsal.scenario.Variant;
import dev.rehearsal.spelling.Amount;

import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;

/**
 * What was measured, as a page in Markdown.
 *
 * @param bugs all there are, in the order of the page
 * @param records what was measured of them
 * @param notes on what was not found, by the name of the bug; and on seeds of healthy scenarios
 *     that failed, by the name of the scenario
 */
public record ZooPage(Vector<Bug> bugs, Records records, Map<String, String> notes) {

    private static final double SECOND = 1e9;

    /**
     * The notes in a text: what follows {@code ## scenario/variant} or {@code ## scenario}, up to
     * the next heading.
     */
    public static Map<String, String> notes(String text) {
        Map<String, String> notes = LinkedHashMap.empty();
        for (String part : ("\n" + text).split("\n## ")) {
            String[] halves = part.split("\n", 2);
            if (halves.length == 2 && !halves[0].strip().contains(" ")) {
                notes = notes.put(halves[0].strip(), halves[1].strip());
            }
        }
        return notes;
    }

    private Vector<Bug> measured() {
        return bugs.filter(bug -> records.of(bug).isDefined());
    }

    /** What was measured of a bug, which is. */
    public Entry entry(Bug bug) {
        return records.of(bug).get();
    }

    /** The bugs that were detected. */
    public Vector<Bug> detected() {
        return measured().filter(bug -> entry(bug).isDetected(bug));
    }

    /**
     * The seeds of a part of a ledger that failed, but for those that the note on the scenario
     * names: they were followed to a flaw of the scenario that is mended.
     */
    public Vector<Hunt.Find> falseAlarms(Watch watch) {
        return watch.alarms().removeAll(flaws(watch));
    }

    private Vector<Hunt.Find> flaws(Watch watch) {
        String note = notes.getOrElse(watch.scenario(), "");
        return watch.alarms().filter(alarm -> note.contains("0x" + Records.hex(alarm.seed())));
    }

    /** The text of the page. */
    public String text() {
        StringBuilder page = new StringBuilder();
        page.append(
                """
                # The zoo: how many known bugs are found

                Written by `./rehearse zoo`; change what it measures, not this page.

                Each bug below is planted in a healthy scenario, as a variant that changes the few lines that make it. It is
                hunted from %d start seeds, through consecutive seeds, under the one fault profile `%s`, until a property fails
                or the budget is used. Found means that most hunts found it, by a property that it is known to break. The
                figures are those of the hunt in the middle; a hunt that found nothing counts as longer than any other.
                Processor time is that of the thread that ran the seeds. The last column says in which of the runs below
                the table a row was measured.

                The column `search` is what a search of all states takes to break the same property with the operations of
                the story: without faults, else with one, else with two, which are lost messages, losses of power, and a network
                that repeats; then operations are left out one by one while it still breaks. The order of messages is free there,
                as late messages are in a story. "At most" says that a search with less was ended by its limit.

                """
                        .formatted(Hunter.HUNTS, Hunter.FAULTS));
        page.append(summary());
        page.append(table());
        page.append(measured().isEmpty() ? "" : runs());
        page.append(searched());
        page.append(missed());
        page.append(healthy());
        page.append(sources());
        return page.toString();
    }

    private String summary() {
        Vector<Bug> measured = measured();
        long smallest = measured.count(bug -> entry(bug).smallest().isDefined());
        long minimal =
                measured.count(bug -> entry(bug).smallest().exists(Entry.Smallest::oneMinimal));
        return "**"
                + detected().size()
                + " of "
                + measured.size()
                + " found**, "
                + measured.count(bug -> entry(bug).others(bug).nonEmpty())
                + " by another property in some hunt; "
                + minimal
                + " of "
                + smallest
                + " shrunk stories are 1-minimal. "
                + watched()
                + "\n"
                + unmeasured()
                + "\n";
    }

    private String watched() {
        return records.watches().isEmpty()
                ? "False alarms are not measured yet."
                : Amount.of(records.watches().flatMap(this::falseAlarms).size(), "false alarm")
                        + " in "
                        + Amount.of(records.watches().map(Watch::seeds).sum().longValue())
                        + " seeds of "
                        + Amount.of(
                                records.watches().map(Watch::scenario).distinct().size(),
                                "healthy scenario")
                        + flaws();
    }

    private String flaws() {
        int flaws = records.watches().flatMap(this::flaws).size();
        return flaws == 0
                ? "."
                : "; "
                        + Amount.of(flaws, "other seed")
                        + " failed by flaws of the scenarios, which are mended.";
    }

    /** What is the same for many rows: the budget of a hunt, and where it was. */
    private record Session(long budgetNanos, Place place) {
        static Session of(Entry entry) {
            return new Session(entry.budgetNanos(), entry.place());
        }
    }

    private Vector<Session> sessions() {
        return measured()
                .map(bug -> Session.of(entry(bug)))
                .distinct()
                .sorted(
                        Comparator.comparing((Session session) -> session.place().date())
                                .thenComparing(session -> session.place().version())
                                .thenComparing(session -> session.place().machine())
                                .thenComparing(Session::budgetNanos));
    }

    private String runs() {
        return "The runs:\n\n"
                + sessions()
                        .zipWithIndex()
                        .map(one ->
                                (one._2 + 1)
                                        + ". version "
                                        + one._1.place().version()
                                        + ", "
                                        + seconds(one._1.budgetNanos(), 0)
                                        + " CPU seconds for each hunt; "
                                        + one._1.place().machine()
                                        + "; "
                                        + one._1.place().date()
                                        + "\n")
                        .mkString()
                + "\n";
    }

    private String unmeasured() {
        Vector<Bug> missing = bugs.filter(bug -> records.of(bug).isEmpty());
        return missing.isEmpty()
                ? ""
                : "\nNot measured yet: "
                        + missing.map(bug -> "`" + bug.name() + "`").mkString(", ")
                        + ".\n";
    }

    private String table() {
        StringBuilder table = new StringBuilder();
        table.append(
                """
                | bug | id | found | seeds | CPU s | property | smallest story | search | steps | run |
                |---|---|---|---:|---:|---|---|---|---:|---:|
                """);
        Vector<Session> sessions = sessions();
        for (Bug bug : measured()) {
            Entry entry = entry(bug);
            table.append(
                    row(
                            "`" + bug.name() + "`",
                            bug.id().getOrElse("own"),
                            entry.found(bug) + " of " + entry.hunts().size(),
                            entry.seedsMedian(bug).map(Amount::of).getOrElse("–"),
                            entry.cpuNanosMedian(bug)
                                    .map(nanos -> seconds(nanos, 2))
                                    .getOrElse("–"),
                            entry.smallest()
                                    .map(small -> "`" + small.property() + "`")
                                    .getOrElse("–"),
                            entry.smallest().map(ZooPage::size).getOrElse("–"),
                            entry.smallest()
                                    .flatMap(Entry.Smallest::reached)
                                    .map(Fewest.Reached::toString)
                                    .getOrElse("–"),
                            entry.smallest().map(small -> Amount.of(small.steps())).getOrElse("–"),
                            String.valueOf(1 + sessions.indexOf(Session.of(entry)))));
        }
        return table + "\n";
    }

    /** How small a story is: {@code 1 operation, 2 faults, 1 held message, canonical}. */
    public static String size(Entry.Smallest small) {
        int held = small.decisions() - small.faults();
        return Amount.of(small.operations(), "operation")
                + ", "
                + Amount.of(small.faults(), "fault")
                + (held > 0 ? ", " + Amount.of(held, "held message") : "")
                + (small.canonical() ? ", canonical" : small.oneMinimal() ? "" : ", not 1-minimal");
    }

    /** How the stories compare with searches of all states. */
    private String searched() {
        Vector<Bug> told = measured().filter(bug -> entry(bug).smallest().isDefined());
        Vector<Bug> tried = told.filter(bug -> small(bug).searched().isDefined());
        Vector<Bug> reached = tried.filter(bug -> small(bug).isReached());
        if (tried.isEmpty()) {
            return "";
        }
        Vector<Bug> near = reached.filter(bug -> small(bug).isNearTheLeast());
        StringBuilder text =
                new StringBuilder("## Stories against a search of all states\n\n")
                        .append("Of ")
                        .append(tried.size() == 1 ? "1 story" : tried.size() + " stories")
                        .append(", a search reaches ")
                        .append(reached.size())
                        .append(" within ")
                        .append(
                                tried.map(bug -> small(bug).searched().get().statesMax())
                                        .distinct()
                                        .sorted()
                                        .map(Amount::of)
                                        .mkString(" or "))
                        .append(" states without faults, and a quarter of that with each fault.");
        if (reached.nonEmpty()) {
            text.append(near.size() == reached.size() ? " All" : " " + near.size())
                    .append(" of them have at most one operation or fault more than it took")
                    .append(near.size() == reached.size() ? "" : ", all but those below")
                    .append("; a message that never arrives counts as a fault.");
        }
        text.append("\n\n");
        for (Bug bug : reached.removeAll(near)) {
            text.append("- `")
                    .append(bug.name())
                    .append("`: ")
                    .append(size(small(bug)))
                    .append(small(bug).lost() == 0 ? "" : " (" + small(bug).lost() + " for good)")
                    .append("; search: ")
                    .append(small(bug).reached().get())
                    .append('\n');
        }
        text.append(near.size() == reached.size() ? "" : "\n")
                .append(tried.size() == reached.size() ? "" : "Not reached:\n\n");
        for (Tuple2<String, Vector<Bug>> why :
                tried.removeAll(reached)
                        .groupBy(bug -> unreached(small(bug)))
                        .toVector()
                        .sortBy(one -> one._1)) {
            text.append("- ")
                    .append(why._1)
                    .append(": ")
                    .append(why._2.map(bug -> "`" + bug.name() + "`").mkString(", "))
                    .append('\n');
        }
        return text.append(tried.size() == reached.size() ? "" : "\n").toString();
    }

    private Entry.Smallest small(Bug bug) {
        return entry(bug).smallest().get();
    }

    private static String unreached(Entry.Smallest small) {
        return switch (small.searched().get().fewest()) {
            case Fewest.Reached _ -> throw new IllegalStateException("reached: " + small);
            case Fewest.Missed(boolean isCut) ->
                    isCut
                            ? "a search was ended by its limit"
                            : "it does not break with as many faults as the story has, two at the"
                                    + " most, in a search, where operations begin as early as they"
                                    + " can and each message that a partition costs is a fault";
            case Fewest.Refused(String why) -> why.replaceFirst(": [A-Za-z]+=.*", "");
        };
    }

    private String missed() {
        Vector<Bug> missed = measured().filter(bug -> !entry(bug).isDetected(bug));
        Vector<Bug> others = measured().filter(bug -> entry(bug).others(bug).nonEmpty());
        StringBuilder text = new StringBuilder("## Not found\n\n");
        if (missed.isEmpty()) {
            text.append("None.\n\n");
        }
        for (Bug bug : missed) {
            Entry entry = entry(bug);
            text.append("- `")
                    .append(bug.name())
                    .append("`")
                    .append(bug.id().map(id -> " (" + id + ")").getOrElse(""))
                    .append(": found by ")
                    .append(entry.found(bug))
                    .append(" of ")
                    .append(entry.hunts().size())
                    .append(" hunts, in ")
                    .append(Amount.of(entry.hunts().map(Hunt::seeds).sum().longValue()))
                    .append(" seeds. ")
                    .append(notes.get(bug.name()).getOrElse("Why is not known yet."))
                    .append('\n');
        }
        if (others.nonEmpty()) {
            text.append("\n## Found by another property\n\n");
            for (Bug bug : others) {
                text.append("- `")
                        .append(bug.name())
                        .append("`: ")
                        .append(
                                entry(bug)
                                        .others(bug)
                                        .map(find ->
                                                "`"
                                                        + find.property()
                                                        + "` with seed 0x"
                                                        + Records.hex(find.seed()))
                                        .mkString(", "))
                        .append(notes.get(bug.name()).map(note -> ". " + note).getOrElse(""))
                        .append('\n');
            }
        }
        return text.append(missed.isEmpty() && others.isEmpty() ? "" : "\n").toString();
    }

    private String healthy() {
        String heading = "## The healthy scenarios\n\n";
        if (records.watches().isEmpty()) {
            return heading + "Not measured yet.\n\n";
        }
        StringBuilder text =
                new StringBuilder(
                        heading
                                + """
                                The same scenarios without a bug, under the same profile: a ledger of all seeds that were ever run, to
                                which each session adds. What was run before the scenario last changed stands in it too, and counts apart.

                                | scenario | seeds | of them since its last change | without a verdict | false alarms | parts: seeds, version, date |
                                |---|---:|---:|---|---|---|
                                """);
        for (String scenario : records.watches().map(Watch::scenario).distinct()) {
            Vector<Watch> parts = records.of(scenario);
            long probe = parts.maxBy(Watch::end).get().probe();
            text.append(
                    row(
                            "`" + scenario + "`",
                            Amount.of(parts.map(Watch::seeds).sum().longValue()),
                            Amount.of(
                                    parts.filter(part -> part.probe() == probe)
                                            .map(Watch::seeds)
                                            .sum()
                                            .longValue()),
                            seeds(parts.flatMap(Watch::inconclusive), Function.identity()),
                            seeds(parts.flatMap(this::falseAlarms), Hunt.Find::seed),
                            parts.map(part ->
                                            Amount.of(part.first())
                                                    + " to "
                                                    + Amount.of(part.end() - 1)
                                                    + ", "
                                                    + part.place().version()
                                                    + ", "
                                                    + part.place().date())
                                    .mkString("; ")));
        }
        text.append("\n")
                .append(seconds(records.watches().map(Watch::cpuNanos).sum().longValue(), 0));
        text.append(" CPU seconds in all.\n\n");
        Vector<String> flawed =
                records.watches()
                        .filter(watch -> flaws(watch).nonEmpty())
                        .map(Watch::scenario)
                        .distinct();
        return flawed.isEmpty()
                ? text.toString()
                : text
                        + "Seeds of healthy scenarios that failed by flaws of the scenarios, which"
                        + " are mended:\n\n"
                        + flawed.map(this::flaw).mkString("", "\n", "\n\n");
    }

    private String flaw(String scenario) {
        return "- `"
                + scenario
                + "`, "
                + records.of(scenario)
                        .flatMap(this::flaws)
                        .map(alarm -> "`" + alarm.property() + "`")
                        .distinct()
                        .mkString(", ")
                + ". "
                + notes.get(scenario).get();
    }

    private static <T> String seeds(Vector<T> all, Function<T, Long> seed) {
        return all.isEmpty()
                ? "none"
                : all.size()
                        + ": "
                        + all.take(5).map(one -> "0x" + Records.hex(seed.apply(one))).mkString(", ")
                        + (all.size() > 5 ? ", …" : "");
    }

    private String sources() {
        StringBuilder text =
                new StringBuilder(
                        """
                        ## What they are

                        | bug | id | what is wrong | breaks | trigger | source |
                        |---|---|---|---|---|---|
                        """);
        for (Bug bug : bugs) {
            Option<Variant.Known> known = bug.variant().known();
            text.append(
                    row(
                            "`" + bug.name() + "`",
                            bug.id().getOrElse("own"),
                            bug.variant().summary(),
                            known.map(one ->
                                            one.properties()
                                                    .map(name -> "`" + name + "`")
                                                    .mkString(", "))
                                    .getOrElse("any"),
                            known.map(Variant.Known::trigger).getOrElse("–"),
                            known.map(Variant.Known::source).getOrElse("–")));
        }
        return text.toString();
    }

    private static String row(String... cells) {
        return Vector.of(cells).map(cell -> cell.replace("|", "\\|")).mkString("| ", " | ", " |\n");
    }

    private static String seconds(long nanos, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", nanos / SECOND);
    }
}
