package dev.rehearsal.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The suite kills the mistakes that implementers make: a source is changed in one place, compiled
 * beside the rest, and some check must fail; unchanged, every check passes.
 */
class MutantTest {

    /**
     * A mistake.
     *
     * @param source where, below the folder of the modules
     * @param text what stands there, once
     */
    private record Mutant(String name, String source, String text, String mutated) {}

    private static final String HERE = "supervisor/src/main/java/dev/rehearsal/supervisor/";
    private static final String KERNEL = "sim-core/src/main/java/dev/rehearsal/kernel/";

    private static final List<Mutant> MUTANTS =
            List.of(
                    new Mutant(
                            "rest-for-one returns only the tail",
                            HERE + "Roster.java",
                            "ids().dropUntil(child.id()::equals);",
                            "ids().dropUntil(child.id()::equals).drop(1);"),
                    new Mutant(
                            "one-for-all restarts the whole tree",
                            HERE + "Supervision.java",
                            "if (restarts.size() > flags.intensity()) {",
                            "if (restarts.size() > flags.intensity()"
                                    + " || strategy == Strategy.ONE_FOR_ALL) {"),
                    new Mutant(
                            "children are stopped in start order",
                            HERE + "Supervision.java",
                            "roster.ids().reverse(), Vector.empty(), new Goal.End(reason)",
                            "roster.ids(), Vector.empty(), new Goal.End(reason)"),
                    new Mutant(
                            "a group is stopped in start order",
                            HERE + "Supervision.java",
                            "new Plan(group.reverse(), starts, goal)",
                            "new Plan(group, starts, goal)"),
                    new Mutant(
                            "a failure in start during a restart is not caught",
                            HERE + "Supervision.java",
                            "} catch (RuntimeException thrown) {",
                            "} catch (ArrayStoreException thrown) {"),
                    new Mutant(
                            "a failed restart is not tried again",
                            HERE + "Supervision.java",
                            "mailbox = mailbox.append(new Work.Retry(id, old));",
                            "mailbox = mailbox.append(old);"),
                    new Mutant(
                            "the intensity never trips",
                            HERE + "Supervision.java",
                            "if (restarts.size() > flags.intensity()) {",
                            "if (restarts.size() > 1000) {"),
                    new Mutant(
                            "a child is restarted that was terminated during back-off",
                            HERE + "Supervision.java",
                            "child.id().equals(id) && child.isRestarting()",
                            "child.id().equals(id) && !child.isRunning()"),
                    new Mutant(
                            "the window of the intensity excludes its edge",
                            HERE + "Supervision.java",
                            "time >= oldest",
                            "time > oldest"),
                    new Mutant(
                            "exits are matched by path instead of incarnation",
                            HERE + "Roster.java",
                            "child.place().equals(new Place.Running(ref))",
                            "child.place().last().exists(r -> r.path().equals(ref.path()))"),
                    new Mutant(
                            "a stale reply is accepted by a new incarnation",
                            HERE + "ServerActor.java",
                            "context.send(from.caller(), new Reply(from.tag(), value));",
                            "context.send(ActorRef.<Object>to(from.caller().path()),"
                                    + " new Reply(from.tag(), value));"),
                    new Mutant(
                            "a late reply is taken for that of the next call",
                            HERE + "ServerActor.java",
                            "calls = calls.put(tag, new Pending(call.server, call.request,"
                                    + " false));",
                            "calls = calls.remove(tag);"),
                    new Mutant(
                            "inserted events come after postponed ones",
                            HERE + "MachineActor.java",
                            "queue = inserted.appendAll(queue);",
                            "queue = queue.appendAll(inserted);"),
                    new Mutant(
                            "an event timeout survives other events",
                            HERE + "MachineActor.java",
                            "cancelNow(new Timer.OfEvent());",
                            ""),
                    new Mutant(
                            "a handler that crashed stays",
                            HERE + "EventManager.java",
                            "            crashed(handler, thrown, actor);\n"
                                    + "            return Vector.empty();",
                            "            crashed(handler, thrown, actor);\n"
                                    + "            return Vector.of(handler);"),
                    new Mutant(
                            "a timer of an old incarnation fires in the new one",
                            KERNEL + "World.java",
                            "        slot.timers.clear();\n",
                            ""));

    /** The classes of this project anew, with the mutant's own before the others. */
    private static final class Mutated extends URLClassLoader {

        Mutated(URL[] urls) {
            super(urls, MutantTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.rehearsal.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> mutant_playedThroughTheSuite_isKilled(@TempDir Path folder) {
        return MUTANTS.stream()
                .map(mutant ->
                        DynamicTest.dynamicTest(
                                mutant.name,
                                () -> {
                                    Path classes =
                                            compile(mutant, Files.createTempDirectory(folder, "m"));
                                    assertNotNull(firstFailure(classes), "survived");
                                }));
    }

    @Test
    void healthyTwin_playedThroughTheSuite_passes(@TempDir Path folder) throws Exception {
        assertNull(firstFailure(folder));
    }

    private static Path compile(Mutant mutant, Path folder) throws IOException {
        Path source = Path.of("..").resolve(mutant.source);
        String text = Files.readString(source);
        assertEquals(
                2,
                text.split(java.util.regex.Pattern.quote(mutant.text), -1).length,
                "the mutated text must stand there once: " + mutant);
        Path changed = folder.resolve(source.getFileName());
        Files.writeString(changed, text.replace(mutant.text, mutant.mutated));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int code =
                compiler.run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        changed.toString());
        assertEquals(0, code, "a mutant must compile: " + mutant);
        return folder;
    }

    /** The name of the first check that fails; null when all pass. */
    private static String firstFailure(Path classes) throws Exception {
        List<URL> urls = new ArrayList<>();
        urls.add(classes.toUri().toURL());
        for (Class<?> each :
                List.of(MutantTest.class, Supervisor.class, dev.rehearsal.kernel.World.class)) {
            urls.add(each.getProtectionDomain().getCodeSource().getLocation());
        }
        try (Mutated loader = new Mutated(urls.toArray(URL[]::new))) {
            for (Class<?> suite :
                    List.of(
                            RestartTest.class,
                            ServerTest.class,
                            StateMachineTest.class,
                            EventManagerTest.class)) {
                String failed = firstFailure(loader.loadClass(suite.getName()));
                if (failed != null) {
                    return failed;
                }
            }
            Method check =
                    loader.loadClass(Conformance.class.getName())
                            .getDeclaredMethod("check", Map.class);
            check.setAccessible(true);
            for (Map<String, Object> script : Conformance.cases()) {
                try {
                    check.invoke(null, script);
                } catch (InvocationTargetException failed) {
                    return (String) script.get("id");
                }
            }
            return null;
        }
    }

    private static String firstFailure(Class<?> suite) throws Exception {
        var constructor = suite.getDeclaredConstructor();
        constructor.setAccessible(true);
        for (Method method : suite.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                method.setAccessible(true);
                try {
                    method.invoke(constructor.newInstance());
                } catch (InvocationTargetException failed) {
                    return method.getName();
                }
            }
        }
        return null;
    }
}
