package dev.rehearsal.cli;

import dev.rehearsal.campaign.Campaign;
import dev.rehearsal.campaign.CampaignException;
import dev.rehearsal.campaign.report.SummaryJson;
import dev.rehearsal.campaign.summary.Summary;

import io.vavr.collection.Vector;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code merge}: several campaigns into one. */
@Command(
        name = "merge",
        header = "Put the folders of several campaigns together.",
        description = {
            "Put the folders of several campaigns, such as the shards of one, into a folder of"
                + " their own, as if there had been one campaign. Folders that ran the same seeds"
                + " in the same pieces count once.",
            "",
            "Exit code: as of soak for the whole."
        },
        footer = {"  ./rehearse merge shard-0 shard-1 shard-2 --dir whole"})
final class MergeCommand extends Verb {

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of campaigns.")
    private List<Path> dirs = new ArrayList<>();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            order = 1,
            required = true,
            description = "The folder for the whole, which holds no campaign yet.")
    private Path dir = Path.of("");

    @Mixin private final ClassPathOption classPath = new ClassPathOption();

    MergeCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        try {
            Summary summary =
                    Campaign.merge(
                            Vector.ofAll(dirs).map(shell::resolve),
                            shell.resolve(dir),
                            classPath.catalogue(shell));
            SoakText.github(shell, summary);
            if (json) {
                shell.out(SummaryJson.of(summary));
            } else {
                SoakText.of(shell, summary, "", classPath.words()).forEach(shell::out);
            }
            return SoakText.exitCode(summary);
        } catch (CampaignException e) {
            throw new Refusal(e.getMessage(), e);
        }
    }
}
