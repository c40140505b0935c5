package dev.rehearsal.cli;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.determinism.Divergence;
import dev.rehearsal.determinism.Doctor;
import dev.rehearsal.determinism.ForbiddenCall;
import dev.rehearsal.determinism.Scan;
import dev.rehearsal.determinism.ScanReport;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.spelling.Amount;

import io.vavr.collection.Vector;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code doctor}: whether the same seed is the same run everywhere. */
@Command(
        name = "doctor",
        header = "Check that the same seed is the same run everywhere.",
        description = {
            "Make the same runs again, the first "
                    + ScenarioRuns.STEPS_MAX
                    + " steps of each: in this JVM, on a fresh thread, in a second JVM, and in one"
                    + " that is different on purpose (identity hashes, compiler, language, time"
                    + " zone, charset, processors, memory). Show the first step that differs, with"
                    + " both sides. Then scan the bytecode of the actors, and of all that they"
                    + " reach, for calls that leave the simulation.",
            "",
            "Exit code: 0 all the same and nothing forbidden, 1 a difference or a forbidden call,"
                    + " 2 wrong call."
        },
        footer = {
            "  ./rehearse doctor",
            "  ./rehearse doctor abd-register --seeds 1..100",
            "  ./rehearse doctor com.acme.Orders --classpath target/classes"
        })
final class DoctorCommand extends Verb {

    private static final Vector<String> PROFILES = Vector.of("calm", "lossy", "harsh", "swarm");

    @Parameters(
            arity = "0..*",
            paramLabel = "SCENARIO",
            description =
                    "Names that list shows, or classes on --classpath (default: all that list"
                            + " shows).")
    private List<String> scenarios = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            order = 1,
            description =
                    "The seeds, both ends included, each under every fault profile until a run"
                            + " differs (default: 1..3).")
    private String seeds = "1..3";

    @Mixin private final ClassPathOption classPath = new ClassPathOption();

    DoctorCommand(Shell shell) {
        super(shell);
    }

    /**
     * A run that differs.
     *
     * @param seed of the run
     */
    private record Found(String scenario, String faults, long seed, Divergence divergence) {}

    /** What was found in one scenario or several. */
    private record Findings(
            int runs,
            Vector<Found> divergences,
            Vector<ForbiddenCall> calls,
            Vector<ScanReport.Allowed> allowed) {

        static final Findings NONE =
                new Findings(0, Vector.empty(), Vector.empty(), Vector.empty());

        Findings and(Findings others) {
            return new Findings(
                    runs + others.runs,
                    divergences.appendAll(others.divergences),
                    calls.appendAll(others.calls).distinct(),
                    allowed.appendAll(others.allowed).distinct());
        }

        boolean areNone() {
            return divergences.isEmpty() && calls.isEmpty();
        }
    }

    @Override
    public Integer call() {
        SeedRange range = SeedRange.parse("--seeds", seeds);
        Catalogue catalogue = classPath.catalogue(shell);
        Vector<Patient> patients = patients(catalogue);
        Findings all = Findings.NONE;
        try (Doctor doctor = new Doctor(new ScenarioRuns(catalogue), classPath.paths(shell))) {
            for (Patient patient : patients) {
                Findings findings = examine(doctor, patient, range);
                all = all.and(findings);
                if (!json) {
                    tell(patient, findings);
                }
            }
        }
        shell.progress("");
        Findings found = all;
        if (json) {
            answer("rehearsal.doctor/1", object -> write(object, found));
        } else {
            summary(found, patients.size());
        }
        return all.areNone() ? Exit.HOLDS : Exit.VIOLATED;
    }

    /** A scenario under the name that it is called by. */
    private record Patient(String name, Scenario scenario) {}

    private Vector<Patient> patients(Catalogue catalogue) {
        return scenarios.isEmpty()
                ? catalogue.all().map(scenario -> new Patient(scenario.name(), scenario))
                : Vector.ofAll(scenarios)
                        .distinct()
                        .map(name -> new Patient(name, SettingsOptions.scenario(catalogue, name)));
    }

    /** Of the runs of a scenario that differ the first is enough. */
    private Findings examine(Doctor doctor, Patient patient, SeedRange range) {
        ScanReport scan = Scan.of(patient.scenario).report();
        scan.unread()
                .forEach(name ->
                        shell.err("doctor: no bytecode was found, so not scanned: " + name));
        int runs = 0;
        for (String profile : profiles(patient)) {
            for (long seed = range.first(); ; seed++) {
                shell.progress(
                        "doctor: " + patient.name + ", " + profile + ", seed " + Seeds.text(seed));
                runs++;
                var divergence = doctor.examine(ScenarioRuns.name(patient.name, profile, seed));
                if (divergence.isDefined()) {
                    Found found = new Found(patient.name, profile, seed, divergence.get());
                    return new Findings(runs, Vector.of(found), scan.calls(), scan.allowed());
                }
                if (seed == range.last()) {
                    break;
                }
            }
        }
        return new Findings(runs, Vector.empty(), scan.calls(), scan.allowed());
    }

    private static Vector<String> profiles(Patient patient) {
        return Systems.hasNodes(patient.scenario) ? PROFILES : Vector.empty();
    }

    // --------------------------------------------------------------------------------------- lines

    private void tell(Patient patient, Findings findings) {
        shell.progress("");
        shell.out(
                patient.name
                        + ": "
                        + shell.strong(
                                findings.areNone() ? "the same everywhere" : "not the same",
                                !findings.areNone())
                        + "; "
                        + Amount.of(findings.runs, "run")
                        + ", "
                        + Amount.of(findings.calls.size(), "forbidden call"));
        findings.divergences.forEach(this::tell);
        findings.calls.forEach(call -> call.toString().lines().forEach(shell::out));
        findings.allowed.forEach(allowed ->
                shell.out(
                        "  allowed: "
                                + allowed.call().what()
                                + " in "
                                + allowed.call().className()
                                + "."
                                + allowed.call().method()
                                + " line "
                                + allowed.call().line()
                                + ", because "
                                + allowed.because()));
    }

    private void tell(Found found) {
        Divergence divergence = found.divergence;
        shell.out(
                "  in "
                        + divergence.comparison().title()
                        + ", faults "
                        + found.faults
                        + ", seed "
                        + Seeds.text(found.seed)
                        + ": step "
                        + divergence.step()
                        + " is the first that differs; "
                        + divergence.comparison().differs());
        side("here:", divergence.left());
        side("there:", divergence.right());
        if (divergence.left().equals(divergence.right())) {
            shell.out("    (they read alike: what differs is a timer or bytes on the disk)");
        }
    }

    private void side(String title, Vector<String> events) {
        shell.out("    " + title);
        if (events.isEmpty()) {
            shell.out("      nothing more happens");
        }
        events.forEach(event -> shell.out("    " + event));
    }

    private void summary(Findings all, int scenarioCount) {
        shell.out(
                Amount.of(all.runs, "run")
                        + " of "
                        + Amount.of(scenarioCount, "scenario")
                        + ", each made again here, on a fresh thread, in a second JVM and in one"
                        + " that is different on purpose: "
                        + (all.divergences.isEmpty()
                                ? "no difference"
                                : Amount.of(all.divergences.size(), "difference"))
                        + "; "
                        + Amount.of(all.calls.size(), "forbidden call"));
        if (!all.areNone()) {
            List<String> words = new ArrayList<>(scenarios);
            words.add("--seeds");
            words.add(seeds);
            words.addAll(classPath.words());
            shell.out("see it again:");
            shell.out(shell.command("doctor", words));
        }
    }

    // ---------------------------------------------------------------------------------------- JSON

    private static void write(JsonGenerator json, Findings all) throws IOException {
        json.writeNumberField("runs", all.runs);
        json.writeArrayFieldStart("divergences");
        for (Found found : all.divergences) {
            json.writeStartObject();
            json.writeStringField("scenario", found.scenario);
            json.writeStringField("seed", Seeds.text(found.seed));
            json.writeStringField("faults", found.faults);
            json.writeNumberField("firstDifferentStep", found.divergence.step());
            json.writeStringField("left", found.divergence.left().mkString("\n"));
            json.writeStringField("right", found.divergence.right().mkString("\n"));
            json.writeStringField(
                    "cause",
                    found.divergence.comparison().title()
                            + ": "
                            + found.divergence.comparison().differs());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("calls");
        for (ForbiddenCall call : all.calls) {
            json.writeStartObject();
            json.writeStringField("class", call.className());
            json.writeStringField("method", call.method());
            json.writeNumberField("line", call.line());
            json.writeStringField("forbidden", call.what());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
