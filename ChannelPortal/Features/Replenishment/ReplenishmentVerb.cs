using System.CommandLine;
using System.Globalization;
using ChannelPortal.Features.Replenishment.Jobs;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Replenishment;

/// <summary><c>stock-trial</c>: what the rule of suggestions would have led to in the past, against the plain reorder rule.</summary>
internal sealed class ReplenishmentVerb(IServiceProvider services, StockJudge judge, IOptions<ReplenishmentOptions> options, TimeProvider time) : ICliVerb
{
    public Command Build()
    {
        var days = new Option<int>("--days") { Description = "Days of the past to run through.", DefaultValueFactory = _ => options.Value.TrialDays };
        var json = CliOutput.JsonOption();
        var command = new Command("stock-trial", "Run every dealer's past sales under this portal's reorder rule and under the plain one. Nothing is written.") { days, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await services.PrepareAsync(cancellationToken);
            var started = time.GetTimestamp();
            var r = await judge.TryAsync(parse.GetValue(days), new Told(), cancellationToken);
            var seconds = Math.Round(time.GetElapsedTime(started).TotalSeconds, 1);
            CliOutput.Write(parse.GetValue(json), new { Result = r, Seconds = seconds }, () => string.Create(CultureInfo.InvariantCulture,
                $"""
                {r.Items} products at dealers, {r.Days} days, {seconds:0.0} s
                                         plain        this rule
                days without stock {r.PlainStockOutDays,12:N0} {r.StockOutDays,12:N0}
                sales lost         {Major(r.PlainLost),12:N0} {Major(r.Lost),12:N0}
                mean stock         {Major(r.PlainStock),12:N0} {Major(r.Stock),12:N0}
                mean overstock     {Major(r.PlainOverstock),12:N0} {Major(r.Overstock),12:N0}
                orders             {r.PlainOrders,12:N0} {r.Orders,12:N0}
                """));
            return 0;
        });
        return command;
    }

    private static decimal Major(long minor) => minor / (decimal)Money.MinorPerMajor;

    private sealed class Told : IProgress<double>
    {
        public void Report(double value) => CliOutput.Progress($"{value:P0}");
    }
}
