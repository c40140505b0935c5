package dev.rehearsal.jqwik;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the properties of a class as an IDE and Surefire do, in this JVM. Whatever they print on
 * standard output is an error.
 *
 * @param results by the name of the property
 * @param reported what jqwik published, in one text
 */
record Platform(Map<String, TestExecutionResult> results, String reported) {

    /** Always the same tries. */
    static final Map<String, String> FIXED = Map.of(Replay.JQWIK_SEED, "1");

    private static final List<String> SETTINGS =
            List.of(
                    Replay.STATISTICS,
                    Replay.REGRESSIONS,
                    Replay.SEED,
                    Replay.JQWIK_SEED,
                    Replay.SHRINK_RUNS);

    static Platform run(Class<?> properties) {
        return run(properties, FIXED);
    }

    /** Runs with some system properties, and without any other of Rehearsal's. */
    static Platform run(
            Class<?> properties, Map<String, String> settings, TestExecutionListener... others) {
        return run(properties, settings, "", others);
    }

    /** Runs with a file in which jqwik keeps what failed. */
    static Platform run(Class<?> properties, Path database) {
        return run(properties, Map.of(), database.toString());
    }

    private static Platform run(
            Class<?> properties,
            Map<String, String> settings,
            String database,
            TestExecutionListener... others) {
        var before = new LinkedHashMap<String, String>();
        for (String setting : SETTINGS) {
            before.put(setting, System.getProperty(setting));
            set(setting, settings.get(setting));
        }
        try {
            return execute(properties, database, others);
        } finally {
            before.forEach(Platform::set);
        }
    }

    private static void set(String setting, @Nullable String value) {
        if (value == null) {
            System.clearProperty(setting);
        } else {
            System.setProperty(setting, value);
        }
    }

    private static Platform execute(
            Class<?> properties, String database, TestExecutionListener... others) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(properties))
                        .configurationParameter("jqwik.database", database)
                        .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                        .configurationParameter(
                                LauncherConstants.CAPTURE_STDOUT_PROPERTY_NAME, "false")
                        .build();
        var results = new LinkedHashMap<String, TestExecutionResult>();
        var reported = new StringBuilder();
        TestExecutionListener listener =
                new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                        if (test.isTest()) {
                            results.put(test.getDisplayName(), result);
                        }
                    }

                    @Override
                    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
                        entry.getKeyValuePairs().values().forEach(reported::append);
                    }
                };
        PrintStream before = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            var launcher = LauncherFactory.create();
            launcher.registerTestExecutionListeners(listener);
            launcher.execute(request, others);
        } finally {
            System.setOut(before);
        }
        if (printed.size() > 0) {
            throw new AssertionError(
                    "nothing but jqwik's reporting may print: printed="
                            + printed.toString(StandardCharsets.UTF_8));
        }
        return new Platform(results, reported.toString());
    }

    /** The result of the only property. */
    TestExecutionResult only() {
        if (results.size() != 1) {
            throw new AssertionError("one property must have run: results=" + results);
        }
        return results.values().iterator().next();
    }

    /** The message of the only property, which failed. */
    String failure() {
        return message(only());
    }

    static String message(TestExecutionResult result) {
        return result.getThrowable().map(Throwable::getMessage).orElse("it did not fail");
    }
}
