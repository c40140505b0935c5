package dev.rehearsal.cli;

import dev.rehearsal.spelling.Names;

import io.vavr.collection.Vector;

import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What to say about a call that cannot be read. */
final class Sentences {

    private Sentences() {}

    static String of(ParameterException wrong) {
        CommandLine line = wrong.getCommandLine();
        String help = "; see " + name(line) + " --help";
        return switch (wrong) {
            case UnmatchedArgumentException unmatched -> unmatched(line, unmatched) + help;
            case MissingParameterException missing -> missing(missing) + help;
            case OverwrittenOptionException twice ->
                    "an option must be given once: " + label(twice.getOverwritten()) + help;
            default -> wrong.getMessage() + help;
        };
    }

    private static String name(CommandLine line) {
        return "./" + line.getCommandSpec().qualifiedName();
    }

    private static String unmatched(CommandLine line, UnmatchedArgumentException unmatched) {
        String word = unmatched.getUnmatched().getFirst();
        CommandSpec spec = line.getCommandSpec();
        if (word.startsWith("-")) {
            String option = word.replaceFirst("=.*", "");
            Vector<String> known = Vector.ofAll(spec.options()).map(OptionSpec::longestName);
            return spec.name() + " has no option " + option + Names.suggest(option, known);
        }
        if (spec.parent() == null) {
            Vector<String> known = Vector.ofAll(spec.subcommands().keySet());
            return "no verb '" + word + "'" + Names.suggest(word, known);
        }
        return spec.name() + " takes no further word: '" + word + "'";
    }

    private static String missing(MissingParameterException missing) {
        Vector<ArgSpec> arguments = Vector.ofAll(missing.getMissing());
        if (arguments.isEmpty()) {
            return missing.getMessage();
        }
        ArgSpec first = arguments.head();
        return first.isOption() && !first.required()
                ? label(first) + " needs a value: " + first.paramLabel()
                : "missing: " + arguments.map(Sentences::asked).mkString(", ");
    }

    private static String asked(ArgSpec argument) {
        return argument.isOption()
                ? label(argument) + " " + argument.paramLabel()
                : argument.paramLabel();
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
