using System.CommandLine;
using System.Globalization;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Jobs;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Rebates;

/// <summary><c>rebates calculate</c>: the calculation run for whoever has to replay one; <c>rebates settle</c>: pays what is approved.</summary>
internal sealed class RebatesVerb(IServiceProvider services, RebateRunner runner, RebatePayer payer, TimeProvider time, ErrorTexts texts) : ICliVerb
{
    public Command Build()
    {
        var program = new Option<string>("--program") { Description = "Number of the programme, e.g. RP-202610-00001.", Required = true };
        var when = new Option<string>("--period") { Description = "The period, e.g. 2026-Q3, 2026-09 or 2026.", Required = true };
        var verify = new Option<bool>("--verify") { Description = "Change nothing; say for how many dealers a run would write a difference." };
        var json = CliOutput.JsonOption();
        var calculate = new Command("calculate", "Calculate the rebates of an ended period again. The same inputs and version give the same cents; only what is different is written.") { program, when, verify, json };
        calculate.SetAction(async (parse, cancellationToken) =>
        {
            if (!Period.TryParse(parse.GetValue(when), out var period))
            {
                return CliOutput.Fail(texts.Describe(Error.Of("rebate_period_unreadable", parse.GetValue(when))));
            }

            await services.PrepareAsync(cancellationToken);
            var started = time.GetTimestamp();
            var done = parse.GetValue(verify)
                ? await runner.VerifyAsync(parse.GetValue(program)!, period.Start, cancellationToken)
                : await runner.RunAsync(parse.GetValue(program)!, period.Start, Caller.System("rebates calculate"), new Told(), cancellationToken);
            if (!done.Ok)
            {
                return CliOutput.Fail(texts.Describe(done.Errors[0]));
            }

            var (part, seconds) = (done.Value, Math.Round(time.GetElapsedTime(started).TotalSeconds, 1));
            CliOutput.Write(parse.GetValue(json), new { part.Dealers, Amount = part.Amount / (decimal)Money.MinorPerMajor, part.Different, Seconds = seconds }, () =>
                string.Create(CultureInfo.InvariantCulture, $"{part.Dealers} dealers, {part.Amount / (decimal)Money.MinorPerMajor:N2}, {part.Different} different, {seconds:0.0} s"));
            return 0;
        });
        return new Command("rebates", "Rebates of dealers.") { calculate, Settle() };
    }

    private Command Settle()
    {
        var json = CliOutput.JsonOption();
        var means = new Option<string?>("--means") { Description = "credit_note, offset or goods for all of them, instead of what their programmes say." };
        means.AcceptOnlyFromAmong([.. RebateMeansCodes.Automatic]);
        var settle = new Command("settle", "Pay every approved statement by the means of its programme; what is paid in cash is left. An interrupted run is finished by the next one; nothing is paid twice.") { means, json };
        settle.SetAction(async (parse, cancellationToken) =>
        {
            await services.PrepareAsync(cancellationToken);
            var sum = await payer.PayAsync(null, parse.GetValue(means), Caller.System("rebates settle"), new Told(), cancellationToken);
            foreach (var (no, error) in sum.Refused)
            {
                CliOutput.Progress($"{no}: {texts.Describe(error)}");
            }

            CliOutput.Write(parse.GetValue(json), new { sum.Paid, Amount = sum.Amount / (decimal)Money.MinorPerMajor, Refused = sum.Refused.Count, sum.Cash }, () =>
                string.Create(CultureInfo.InvariantCulture, $"{sum.Paid} statements paid, {sum.Amount / (decimal)Money.MinorPerMajor:N2}, {sum.Refused.Count} refused, {sum.Cash} left for cash"));
            return sum.Refused.Count == 0 ? 0 : 1;
        });
        return settle;
    }

    private sealed class Told : IProgress<double>
    {
        public void Report(double value) => CliOutput.Progress(string.Create(CultureInfo.InvariantCulture, $"{value:P0}"));
    }
}
