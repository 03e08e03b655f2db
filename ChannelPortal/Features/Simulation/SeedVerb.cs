using System.CommandLine;
using System.Globalization;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Simulation;

internal sealed class SeedVerb(IServiceProvider services, WorldSeeder seeder, BusinessClock clock, ErrorTexts texts) : ICliVerb
{
    public Command Build()
    {
        var dealers = new Option<int>("--dealers") { Description = "Number of dealers.", DefaultValueFactory = _ => 300 };
        var months = new Option<int>("--months") { Description = "Months of history.", DefaultValueFactory = _ => 36 };
        var seed = new Option<int>("--seed") { Description = "Equal seeds make equal facts.", DefaultValueFactory = _ => 42 };
        var until = new Option<string?>("--until") { Description = "Last day with facts, e.g. 2026-10-31; yesterday when absent." };
        var truth = new Option<string?>("--truth") { Description = "File for the ground truth of the planted incidents; truth.json in the data directory when absent." };
        var json = CliOutput.JsonOption();
        var command = new Command("seed", "Fill an empty database with the demo world.") { dealers, months, seed, until, truth, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var last = clock.Today.AddDays(-1);
            if (parse.GetValue(until) is { } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out last))
            {
                return CliOutput.Fail(texts.Describe(Error.Of("seed_until_invalid", text)));
            }

            var arguments = new WorldArguments(parse.GetValue(dealers), parse.GetValue(months), parse.GetValue(seed), last);
            if (arguments is { Dealers: < 1 or > 20_000 } or { Months: < 1 or > 120 } || last > clock.Today)
            {
                return CliOutput.Fail(texts.Describe(Error.Of("seed_range")));
            }

            await services.PrepareAsync(cancellationToken);
            var progress = new Progress<SeedProgress>(p => CliOutput.Progress(string.Create(CultureInfo.InvariantCulture, $"{p.Facts:N0} facts, {p.Share:P0}")));
            var result = await seeder.SeedAsync(arguments, parse.GetValue(truth) ?? seeder.DefaultTruthPath, progress, cancellationToken);
            if (!result.Ok)
            {
                return CliOutput.Fail(texts.Describe(result.Errors[0]));
            }

            var done = result.Value;
            if (done.NothingToDo)
            {
                CliOutput.Progress("This world is in the database already; nothing to do.");
            }

            CliOutput.Write(parse.GetValue(json), new { done.Dealers, done.Products, done.Facts, done.Seconds }, () =>
                string.Create(CultureInfo.InvariantCulture, $"{done.Dealers} dealers, {done.Products} products, {done.Facts.Values.Sum():N0} facts in {done.Seconds:0.0} s"));
            return 0;
        });
        return command;
    }
}
