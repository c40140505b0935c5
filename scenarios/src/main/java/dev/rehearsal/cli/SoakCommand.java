package dev.rehearsal.cli;

import dev.rehearsal.campaign.Campaign;
import dev.rehearsal.campaign.CampaignException;
import dev.rehearsal.campaign.Watcher;
import dev.rehearsal.campaign.report.SummaryJson;
import dev.rehearsal.campaign.summary.Summary;
import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code soak}: a campaign. */
@Command(
        name = "soak",
        header = "Run seeds all night, and keep what is found.",
        description = {
            "Run many seeds of some scenarios in worker processes, with everything that comes of it"
                + " in a folder: the findings, each once, shrunk and ready to be replayed; what the"
                + " faults did; a page to read in the morning. The folder survives whatever happens"
                + " to the process, and --resume goes on with it, its old findings first.",
            "",
            "Exit code: 0 nothing was found, 1 something was, or was expected and never came, or a"
                    + " planted bug was missed, 2 wrong call, 3 inconclusive, 130 interrupted."
        },
        footer = {
            "  ./rehearse soak --all --for 8h",
            "  ./rehearse soak abd-register paxos-register --seeds 0..9999 --dir nightly --resume",
            "  ./rehearse soak --all --seeds 0..999999 --shard 2/16 --dir shard-2",
            "  ./rehearse soak com.acme.Orders --classpath target/classes --for 30m --expect-fault"
                    + " crash>=1"
        })
final class SoakCommand extends Verb {

    private static final Path FOLDER = Path.of(".rehearsal", "soak");

    /** A stream that nobody watches gets a line as seldom as that. */
    private static final long LINE_EVERY_NANOS = 60_000_000_000L;

    /** A collector that is not asked to gives little back of what it once took. */
    private static final long COLLECT_EVERY_NANOS = 30_000_000_000L;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCENARIO",
            description =
                    "Names that list shows, or classes on --classpath; NAME:VARIANT plants a bug.")
    private List<String> scenarios = new ArrayList<>();

    @Option(
            names = "--all",
            order = 1,
            description = "Every scenario with actors and something to hold them against.")
    private boolean all;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            order = 2,
            description = "As many seeds as there is time for: 30s, 90m, 8h.")
    private @Nullable String duration;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            order = 3,
            description = "Every scenario with every seed of a range, both ends included.")
    private @Nullable String seeds;

    @Option(
            names = "--until-plateau",
            order = 4,
            description =
                    "End when hardly any run shows anything new: fewer than one in a thousand is"
                            + " estimated to, and none did in the second half of the runs.")
    private boolean untilPlateau;

    @Option(
            names = "--faults",
            paramLabel = "PROFILE",
            order = 5,
            description =
                    "What goes wrong: calm, lossy, harsh or swarm (default: swarm, another mix for"
                            + " each seed), or the file of a profile.")
    private @Nullable String faults;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            order = 5,
            description =
                    "Who chooses when messages arrive, as with run: time (default), random, pct:D,"
                            + " delay:K, or portfolio (one of them for each seed).")
    private @Nullable String strategy;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            order = 6,
            description = "How many workers (default: as many as processors).")
    private @Nullable String jobs;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            order = 7,
            description = "The folder of the campaign (default: .rehearsal/soak).")
    private Path dir = FOLDER;

    @Option(
            names = "--resume",
            order = 8,
            description = "Go on with the campaign in the folder, its old findings first.")
    private boolean resume;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            order = 9,
            description =
                    "Only every N-th seed, from the I-th on, I from 0; ./rehearse merge puts the"
                            + " folders together.")
    private @Nullable String shard;

    @Mixin private final SettingsOptions options = new SettingsOptions();
    @Mixin private final ClassPathOption classPath = new ClassPathOption();

    @Option(
            names = "--expect-goal",
            paramLabel = "NAME",
            order = 20,
            description = "Fail when no run reached that goal.")
    private List<String> goals = new ArrayList<>();

    @Option(
            names = "--expect-fault",
            paramLabel = "KIND>=N",
            order = 21,
            description = "Fail when fewer faults of that kind took effect: crash>=1.")
    private List<String> effects = new ArrayList<>();

    @Option(
            names = "--hang",
            paramLabel = "DURATION",
            order = 22,
            description =
                    "How long a run may compute, or wait, before it counts as hanging (default:"
                            + " 60s).")
    private @Nullable String hang;

    @Option(
            names = "--worker-memory",
            paramLabel = "MB",
            order = 23,
            description =
                    "The memory of a worker; a run that needs more is a finding (default: 512).")
    private @Nullable String memory;

    SoakCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        Show show = new Show();
        CountDownLatch done = new CountDownLatch(1);
        shell.whenInterrupted(() -> {
            show.interrupted = true;
            return await(done);
        });
        try {
            Summary summary = campaign().run(show);
            shell.progress("");
            SoakText.github(shell, summary);
            if (json) {
                shell.out(SummaryJson.of(summary));
            } else {
                SoakText.of(shell, summary, command(), classPath.words()).forEach(shell::out);
            }
            return summary.end().equals("interrupted")
                    ? Exit.INTERRUPTED
                    : SoakText.exitCode(summary);
        } catch (CampaignException e) {
            throw new Refusal(e.getMessage(), e);
        } finally {
            done.countDown();
        }
    }

    /** Lets the runs that are under way end, and the summary be written. */
    private String await(CountDownLatch done) {
        try {
            if (!done.await(30, TimeUnit.SECONDS)) {
                return "the runs under way did not end; what is in " + dir + " is whole";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return dir + " has all that was done; go on with " + command();
    }

    private String command() {
        List<String> words = new ArrayList<>(scenarios);
        if (all) {
            words.add("--all");
        }
        add(words, "--for", duration);
        add(words, "--seeds", seeds);
        if (untilPlateau) {
            words.add("--until-plateau");
        }
        add(words, "--faults", faults);
        add(words, "--strategy", strategy);
        add(words, "--shard", shard);
        words.addAll(options.words());
        words.addAll(classPath.words());
        words.addAll(List.of("--dir", dir.toString(), "--resume"));
        return shell.command("soak", words);
    }

    private static void add(List<String> words, String option, @Nullable String value) {
        if (value != null) {
            words.addAll(List.of(option, value));
        }
    }

    // ------------------------------------------------------------------------------- what to do

    private Campaign campaign() {
        Campaign campaign =
                Campaign.in(shell.resolve(dir))
                        .faults(
                                faults == null
                                        ? FaultChoice.SWARM
                                        : DrawOptions.choice(shell, faults))
                        .choosing(RunCommand.strategy(strategy))
                        .classPath(classPath.paths(shell));
        for (Settings settings : settings(classPath.catalogue(shell))) {
            campaign = campaign.scenario(settings);
        }
        if (duration != null) {
            campaign = campaign.lasting(Durations.parse("--for", duration));
        }
        if (seeds != null) {
            SeedRange range = SeedRange.parse("--seeds", seeds);
            campaign = campaign.seeds(range.first(), range.last());
        }
        if (untilPlateau) {
            campaign = campaign.untilPlateau();
        }
        if (jobs != null) {
            campaign = campaign.jobs((int) Counts.parse("--jobs", jobs, 1_000));
        }
        if (resume) {
            campaign = campaign.resuming();
        }
        if (hang != null) {
            campaign = campaign.hangingAfter(Durations.parse("--hang", hang));
        }
        if (memory != null) {
            campaign =
                    campaign.workerHeap((int) Counts.parse("--worker-memory", memory, 1_000_000));
        }
        for (String goal : goals) {
            campaign = campaign.expectGoal(goal);
        }
        for (String effect : effects) {
            campaign = expecting(campaign, effect);
        }
        return sharded(campaign);
    }

    private static Campaign expecting(Campaign campaign, String effect) {
        String[] parts = effect.split(">=", -1);
        if (parts.length != 2) {
            throw new Refusal(
                    "--expect-fault must be KIND>=N, such as crash>=1: --expect-fault=" + effect);
        }
        return campaign.expectFault(
                parts[0].strip(), Counts.parse("--expect-fault", parts[1], Long.MAX_VALUE));
    }

    private Campaign sharded(Campaign campaign) {
        String text = shard;
        if (text == null) {
            return campaign;
        }
        if (!text.matches("\\d{1,6}/\\d{1,6}")) {
            throw new Refusal(
                    "--shard must be I/N with N below a million, such as 0/3: --shard=" + text);
        }
        int slash = text.indexOf('/');
        return campaign.shard(
                Integer.parseInt(text.substring(0, slash)),
                Integer.parseInt(text.substring(slash + 1)));
    }

    private Vector<Settings> settings(Catalogue catalogue) {
        Vector<Settings> chosen = Vector.empty();
        if (all) {
            Vector<Scenario> able = catalogue.all().filter(SoakCommand::canFail);
            chosen = chosen.appendAll(options.settings(able));
        }
        Vector<Scenario> named = Vector.empty();
        for (String word : scenarios) {
            int colon = word.lastIndexOf(':');
            if (colon < 0) {
                named = named.append(SettingsOptions.scenario(catalogue, word));
            } else {
                chosen =
                        chosen.append(
                                variant(
                                        SettingsOptions.scenario(
                                                catalogue, word.substring(0, colon)),
                                        word.substring(colon + 1)));
            }
        }
        if (named.nonEmpty()) {
            chosen = chosen.appendAll(options.settings(named));
        }
        chosen.forEach(one -> Systems.simulation(one, "soak"));
        return chosen;
    }

    private static Settings variant(Scenario scenario, String name) {
        try {
            return scenario.settings().withVariant(name);
        } catch (IllegalArgumentException e) {
            throw new Refusal(e.getMessage() + "; see ./rehearse list", e);
        }
    }

    /** Whether it has actors, and an end or something that may not hold. */
    private static boolean canFail(Scenario scenario) {
        if (!Systems.hasNodes(scenario)) {
            return false;
        }
        Cluster cluster = scenario.settings().cluster();
        return cluster.clients().nonEmpty() || cluster.properties().nonEmpty();
    }

    // --------------------------------------------------------------------------------- on screen

    /** One line that is redrawn for who watches; a line now and then for who does not. */
    private final class Show implements Watcher {
        private volatile boolean interrupted;
        private long lineNanos = System.nanoTime();
        private long collectedNanos = System.nanoTime();

        @Override
        public void say(String line) {
            shell.progress("");
            shell.err(line);
        }

        @Override
        public void progress(Progress now) {
            String line = line(now);
            if (shell.isLive()) {
                shell.progress(line);
            } else if (System.nanoTime() - lineNanos > LINE_EVERY_NANOS) {
                lineNanos = System.nanoTime();
                shell.err(line);
            }
            if (System.nanoTime() - collectedNanos > COLLECT_EVERY_NANOS) {
                System.gc();
                collectedNanos = System.nanoTime();
            }
        }

        private String line(Progress now) {
            return Amount.of(now.runs(), "run")
                    + String.format(java.util.Locale.ROOT, ", %,.0f/s", now.perSecond())
                    + ", simulated "
                    + SoakText.time(now.simulated())
                    + ", "
                    + Amount.of(now.findings(), "finding")
                    + (now.goals() == 0 ? "" : ", goals " + now.goalsMet() + "/" + now.goals())
                    + now.left().map(left -> ", " + SoakText.time(left) + " left").getOrElse("")
                    + now.seedsLeft()
                            .map(left -> ", " + Amount.of(left, "seed") + " left")
                            .getOrElse("");
        }

        @Override
        public boolean isInterrupted() {
            return interrupted;
        }
    }
}
