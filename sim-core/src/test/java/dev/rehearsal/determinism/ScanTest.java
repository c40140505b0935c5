package dev.rehearsal.determinism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.determinism.canary.Canaries;
import dev.rehearsal.determinism.subject.Allowing;
import dev.rehearsal.determinism.subject.Constructs;
import dev.rehearsal.determinism.subject.Enums;
import dev.rehearsal.determinism.subject.Plain;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;

/** What a scan follows, allows, refuses and says. */
class ScanTest {

    private static Vector<String> found(Class<?>... starts) {
        return Scan.of(starts)
                .report()
                .calls()
                .map(call ->
                        call.method() + ": " + call.what().replaceAll("[a-z.]+subject\\.", ""));
    }

    @Test
    void allowedCall_isListedWithItsReasonAndNotReported() {
        ScanReport report = Scan.of(Allowing.class).report();

        assertEquals(
                Vector.of("blank", "notAllowed"),
                report.calls().map(ForbiddenCall::method).sorted());
        assertEquals(
                Vector.of("a lambda", "a nested class", "a new JVM", "the method"),
                report.allowed().map(ScanReport.Allowed::because).sorted());
    }

    @Test
    void constructs_areFollowedIntoSwitchesNestMatesAndGenericCode() {
        assertEquals(
                Vector.of(
                                "finalize: finalize() of its own",
                                "inSwitch: java.lang.System.nanoTime()",
                                "onLoop: order of Set.of, Map.of or a copyOf",
                                "onChoice: order of Set.of, Map.of or a copyOf",
                                "onReturned: order of Set.of, Map.of or a copyOf",
                                "onCaught: java.lang.System.nanoTime()",
                                "onSuper: java.lang.System.nanoTime()",
                                "onField: change of an object in a static field: Constructs.HELD",
                                "onSealed: hashCode of an object hashed by identity:"
                                        + " Constructs$Shape",
                                "onConcat: text of an object without a toString of its own: "
                                        + "java.lang.Object")
                        .sorted(),
                found(Constructs.class).sorted());
    }

    @Test
    void enumsSwitchesAssertionsAndConstants_areNoLeaks() {
        assertEquals(Vector.empty(), found(Enums.class));
    }

    @Test
    void path_beginsAtTheActorAndEndsAtTheCall() {
        Canaries.Row row = Canaries.ALL.find(each -> each.name().equals("MapOfOrder")).get();

        ForbiddenCall call = Scan.of(row.leaking().getClass()).report().calls().single();

        assertEquals(
                Vector.of("Canary.receive", "MapOfOrder$Leaking.sees", "MapOfOrder$Leaking.text"),
                call.path().map(place -> place.replaceAll(".*canary\\.|:\\d+$", "")));
        assertTrue(call.path().last().endsWith(":" + call.line()));
    }

    @Test
    void report_isTheSameForEveryOrderOfTheStarts() {
        Vector<Class<?>> starts = Canaries.ALL.map(row -> row.leaking().getClass());

        ScanReport once = Scan.of(starts).report();

        assertEquals(once, Scan.of(starts.reverse()).report());
        assertEquals(once.calls(), once.calls().sorted());
        assertTrue(once.calls().size() > Canaries.ALL.count(Canaries.Row::isStatic));
    }

    @Test
    void allTwinsTogether_areClean() {
        ScanReport report = Scan.of(Canaries.ALL.map(row -> row.healthy().getClass())).report();

        assertTrue(report.clean(), report::toString);
    }

    @Test
    void text_saysRuleAndValuesThenWhyThenWhatInsteadThenThePath() {
        assertEquals(
                """
                forbidden in a simulation: java.lang.System.nanoTime() in \
                dev.rehearsal.determinism.subject.Plain.stamp line 13
                  why: the clock of the machine is not the clock of the simulation
                  instead: a timer of the context; a time that a message brings
                  path: dev.rehearsal.determinism.subject.Plain.outer:8 → \
                dev.rehearsal.determinism.subject.Plain.stamp:13
                1 forbidden, 0 allowed, in 3 methods of 1 classes
                """,
                Scan.of(Plain.class).report().toString());
    }

    @Test
    void classOfAnotherLoader_isReadThroughThatLoader() throws ClassNotFoundException {
        ClassLoader loader =
                new InMemory(
                        Map.of(
                                "acme.Actor", calling("acme.Actor", "lib.Clocky"),
                                "lib.Clocky", calling("lib.Clocky", "java.lang.System")));
        Class<?> actor = loader.loadClass("acme.Actor");

        ScanReport report = Scan.of(actor, Plain.class).report();

        assertEquals(
                Vector.of("dev.rehearsal.determinism.subject.Plain 13", "lib.Clocky 0"),
                report.calls().map(call -> call.className() + " " + call.line()));
        assertEquals(Vector.empty(), report.unread());
        assertTrue(Scan.of(actor).trusting("lib.").report().clean());
    }

    @Test
    void classThatIsNotThere_isListedAsNotRead() throws ClassNotFoundException {
        ClassLoader loader =
                new InMemory(Map.of("acme.Actor", calling("acme.Actor", "lib.Missing")));

        ScanReport report = Scan.of(loader.loadClass("acme.Actor")).report();

        assertEquals(Vector.of("lib.Missing"), report.unread());
    }

    /** A class whose one method, nanoTime, calls the method of that name of another class. */
    private static byte[] calling(String name, String called) {
        MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_long);
        return ClassFile.of()
                .build(
                        ClassDesc.of(name),
                        made ->
                                made.withMethodBody(
                                        "nanoTime",
                                        type,
                                        ClassFile.ACC_STATIC | ClassFile.ACC_PUBLIC,
                                        code ->
                                                code.invokestatic(
                                                                ClassDesc.of(called),
                                                                "nanoTime",
                                                                type)
                                                        .lreturn()));
    }

    @Test
    void classWithoutBytecodeOfItsOwn_isRefused() {
        Runnable lambda = () -> {};

        for (Class<?> start : Vector.of(int[].class, int.class, String.class, lambda.getClass())) {
            var refused = assertThrows(IllegalArgumentException.class, () -> Scan.of(start));
            assertTrue(refused.getMessage().endsWith("class=" + start.getName()));
        }
    }

    /** Interpreting is total: no shape of bytecode that a compiler makes is an error. */
    @Test
    void codeThatNobodyWroteForTheScan_isReadToTheEnd() {
        ScanReport report = Scan.of(Assertions.class).report();

        assertTrue(report.methods() > 500, () -> "methods=" + report.methods());
    }

    private static final class InMemory extends ClassLoader {
        private final Map<String, byte[]> classes;

        InMemory(Map<String, byte[]> classes) {
            super(ScanTest.class.getClassLoader());
            this.classes = new HashMap<>(classes);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] bytes = classes.get(name.replace('/', '.').replaceAll("\\.class$", ""));
            return bytes == null
                    ? super.getResourceAsStream(name)
                    : new ByteArrayInputStream(bytes);
        }
    }
}
