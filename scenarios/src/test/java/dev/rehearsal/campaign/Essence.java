package dev.rehearsal.campaign;

import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Summary;

import io.vavr.collection.Vector;

import java.nio.file.Path;

/** What of a campaign must not depend on workers, shards and interruptions, in lines. */
final class Essence {

    private Essence() {}

    static String of(Summary summary) {
        return Vector.of(
                        "seeds " + summary.seedsDone(),
                        "simulated " + summary.simulated(),
                        "goals " + summary.goals().mkString(" "),
                        "faults " + summary.faults().mkString(" "),
                        "vacuous " + summary.vacuous() + " inconclusive " + summary.inconclusive(),
                        "folded " + summary.duplicatesFolded())
                .appendAll(summary.findings().map(Essence::of))
                .appendAll(
                        summary.subjects()
                                .map(share ->
                                        share.subject()
                                                + " "
                                                + share.runs()
                                                + " "
                                                + share.failing()
                                                + " "
                                                + share.steps()
                                                + " "
                                                + share.behaviours()
                                                + " "
                                                + share.unseen()
                                                + " "
                                                + share.latency()
                                                + " "
                                                + share.stepsPerRun()))
                .mkString("\n");
    }

    private static String of(Finding finding) {
        return finding.subject()
                + " "
                + finding.signature()
                + " "
                + finding.count()
                + " of "
                + finding.runs()
                + " lowest "
                + finding.lowest()
                + " fewest "
                + finding.fewest()
                + " "
                + finding.message()
                + " "
                + finding.file()
                + "\n"
                + finding.story().map(story -> story.seed() + " " + story.failure()).getOrElse("");
    }

    /** Of what a folder holds. */
    static String of(Path dir) {
        Ledger ledger = new Ledger();
        Journal.read(Folder.journal(dir), ledger::add);
        return of(ledger.summary(dir, Vector.empty()));
    }
}
