package dev.rehearsal.campaign.report;

import dev.rehearsal.campaign.summary.Finding;
import dev.rehearsal.campaign.summary.Summary;

/** The command lines that show a finding again. */
final class Commands {

    private Commands() {}

    static String again(Summary summary, Finding finding) {
        return finding.story().isDefined() ? replay(summary, finding) : run(summary, finding);
    }

    /** From its file. */
    static String replay(Summary summary, Finding finding) {
        return "./rehearse replay "
                + Format.word(summary.dir().resolve(finding.file()).toString())
                + classPath(summary);
    }

    /** From its seed. */
    static String run(Summary summary, Finding finding) {
        String faults =
                summary.sessions().lastOption().map(Summary.Work::faults).getOrElse("swarm");
        int strategy = faults.indexOf(" --strategy ");
        return "./rehearse run "
                + Format.word(finding.reference())
                + " --seed "
                + Format.seed(finding.lowest())
                + " --faults "
                + Format.word(faults.split(" ")[0])
                + (strategy < 0 ? "" : faults.substring(strategy))
                + finding.variant().map(bug -> " --variant " + Format.word(bug)).getOrElse("")
                + finding.set().map(value -> " --set " + Format.word(value)).mkString()
                + classPath(summary);
    }

    private static String classPath(Summary summary) {
        return summary.classPath().map(word -> " " + Format.word(word)).mkString();
    }
}
