using System.CommandLine;
using System.Globalization;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Metrics;

/// <summary><c>metric ID [--slice dealer=D0001] --period 2026-10</c>.</summary>
internal sealed class MetricVerb(GetMetricValue query, ErrorTexts texts) : ICliVerb
{
    public Command Build()
    {
        var id = new Argument<string>("id") { Description = "Metric id of the catalogue, e.g. SAL-01." };
        var slice = new Option<string?>("--slice") { Description = "Dimension values separated by commas, e.g. dealer=D0001 or region=33,category=…" };
        var period = new Option<string>("--period") { Description = "2026, 2026-Q3, 2026-10 or 2026-10-31.", Required = true };
        var json = CliOutput.JsonOption();
        var command = new Command("metric", "Compute one metric of the catalogue over all dealers.") { id, slice, period, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var answer = await query.HandleAsync(parse.GetValue(id)!, parse.GetValue(slice), parse.GetValue(period), DealerScope.All, cancellationToken);
            if (!answer.Ok)
            {
                return CliOutput.Fail(string.Join(' ', answer.Errors.Select(e => texts.Describe(e))));
            }

            CliOutput.Write(parse.GetValue(json), answer.Value, () => string.Create(
                CultureInfo.InvariantCulture, $"{answer.Value.Id} {answer.Value.Period}: {answer.Value.Value?.ToString(CultureInfo.InvariantCulture) ?? "—"} {answer.Value.Unit} (n={answer.Value.N})"));
            return 0;
        });
        return command;
    }
}
