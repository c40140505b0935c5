import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;

import java.util.Arrays;

/**
 * Runs the benchmarks of one module that match a regular expression, as JMH's own main class does.
 *
 * <p>Unlike that one it takes a module without a match for granted: the build asks each module in
 * turn.
 *
 * <p>Arguments: the module's name, then those of JMH.
 */
final class Bench {
    public static void main(String[] args) throws Exception {
        String[] options = Arrays.copyOfRange(args, 1, args.length);
        CommandLineOptions asked = new CommandLineOptions(options);
        Runner runner = new Runner(asked);
        if (asked.shouldList()) {
            runner.list();
            return;
        }
        try {
            runner.run();
        } catch (NoBenchmarksException none) {
            System.err.println(args[0] + ": no benchmark matches: " + asked.getIncludes());
        }
    }
}
