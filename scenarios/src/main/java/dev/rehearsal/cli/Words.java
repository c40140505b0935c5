package dev.rehearsal.cli;

import dev.rehearsal.story.StoryText;

import java.util.ArrayList;
import java.util.List;

/** Command lines as they are printed, to be pasted. */
final class Words {

    private Words() {}

    /** How the command is called at the root of the project. */
    static final String LAUNCHER = "./rehearse";

    /** A launcher with a verb and words, quoted where a shell would read them otherwise. */
    static String command(String launcher, String verb, List<String> words) {
        List<String> all = new ArrayList<>();
        List<String> given = new ArrayList<>(List.of(launcher, verb));
        given.addAll(words);
        for (String word : given) {
            all.add(
                    word.matches("[A-Za-z0-9_./:=@%+,-]+")
                            ? word
                            : "'" + word.replace("'", "'\\''") + "'");
        }
        return String.join(" ", all);
    }

    /** A time since the start of the run. */
    static String time(long nanos) {
        return StoryText.time(nanos);
    }
}
