package dev.rehearsal.cli;

import dev.rehearsal.faults.FaultChoice;
import dev.rehearsal.faults.FaultProfile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options that say which of the runs of a scenario is run. */
final class DrawOptions {

    static final String FAULTS_DEFAULT = "lossy";

    @Option(
            names = "--seed",
            paramLabel = "N",
            order = 1,
            description = "The 64-bit seed, hex as 0x… or decimal.")
    @Nullable String seed;

    @Option(
            names = "--faults",
            paramLabel = "PROFILE",
            order = 2,
            description =
                    "What goes wrong: calm, lossy, harsh or swarm (default: lossy, a bad network"
                            + " and now and then a crash), or the file of a profile.")
    @Nullable String faults;

    /** The seed that was asked for, or another. */
    long seed(Shell shell) {
        return seed == null ? shell.randomSeed() : Seeds.parse("--seed", seed);
    }

    /** The name of the fault profile. */
    String faults() {
        return faults == null ? FAULTS_DEFAULT : faults;
    }

    /** What the profile, or the file of one, says. */
    FaultChoice choice(Shell shell) {
        return choice(shell, faults());
    }

    static FaultChoice choice(Shell shell, String name) {
        try {
            Path file = shell.resolve(Path.of(name));
            return name.endsWith(".json") || Files.isRegularFile(file)
                    ? FaultChoice.of(name, FaultProfile.read(Files.readString(file)))
                    : FaultChoice.named(name);
        } catch (IOException | InvalidPathException e) {
            throw new Refusal("--faults must name a profile or a readable file: " + name, e);
        } catch (IllegalArgumentException e) {
            throw new Refusal("--faults: " + e.getMessage(), e);
        }
    }

    /** The same as words of a command line, with the seed that was drawn. */
    List<String> words(long number) {
        List<String> words = new ArrayList<>(List.of("--seed", Seeds.text(number)));
        words.addAll(List.of("--faults", faults()));
        return words;
    }
}
