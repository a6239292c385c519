package ergodiag.ergo.pprof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FunctionNameTest {
    @Test
    void oneTypeIsOneNameWhereverItIsPrinted() {
        assertThat(FunctionName.plain("main.(*Quoter[...]).HandleMessage")).isEqualTo("main.(*Quoter).HandleMessage");
        assertThat(FunctionName.plain("main.(*Quoter[go.shape.[]uint8]).HandleMessage.func1"))
                .isEqualTo("main.(*Quoter).HandleMessage.func1");
        assertThat(FunctionName.plain("main.Quoter[example.com/rates.Pair[int,float64]]"))
                .isEqualTo("main.Quoter");
        assertThat(FunctionName.plain("main.price")).isEqualTo("main.price");
    }

    @Test
    void whatIsNeverClosedOrNeverOpenedIsKeptAsFarAsItGoes() {
        assertThat(FunctionName.plain("main.odd[int")).isEqualTo("main.odd");
        assertThat(FunctionName.plain("main.odd]")).isEqualTo("main.odd]");
    }
}
