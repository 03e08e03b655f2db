using System.CommandLine;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChannelPortal.Platform.CommandLine;

internal sealed class MigrateVerb(DatabaseMigrator migrator, AppDbFactory factory) : ICliVerb
{
    public Command Build()
    {
        var json = CliOutput.JsonOption();
        var command = new Command("migrate", "Bring the database to the current model. Safe to run from several nodes at once.") { json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var applied = await migrator.MigrateAsync(cancellationToken);
            CliOutput.Write(parse.GetValue(json), new { provider = factory.Provider.ToString(), applied }, () =>
                applied.Count == 0 ? "The database is up to date." : "Applied: " + string.Join(", ", applied));
            return 0;
        });
        return command;
    }
}

internal sealed class RebuildRollupsVerb(IServiceProvider services, IRollupRebuilder rebuilder) : ICliVerb
{
    public Command Build()
    {
        var json = CliOutput.JsonOption();
        var verify = new Option<bool>("--verify") { Description = "Compare only; change nothing. Exit code 1 when rows differ." };
        var command = new Command("rebuild-rollups", "Recompute every rollup from the facts.") { verify, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await services.PrepareAsync(cancellationToken);
            var result = await rebuilder.RebuildAsync(parse.GetValue(verify), cancellationToken);
            CliOutput.Write(parse.GetValue(json), result, () => $"{result.Rows} rows, {result.Different} different");
            return parse.GetValue(verify) && result.Different > 0 ? 1 : 0;
        });
        return command;
    }
}

internal sealed class UserVerb(IServiceProvider services, ErrorTexts texts) : ICliVerb
{
    public Command Build()
    {
        var command = new Command("user", "Create, disable, enable or reset an account.");
        command.Add(Create());
        command.Add(Change("disable", "Disable an account and end its sessions.", (a, email, _, caller, ct) => a.SetDisabledAsync(email, true, caller, ct)));
        command.Add(Change("enable", "Enable an account again.", (a, email, _, caller, ct) => a.SetDisabledAsync(email, false, caller, ct)));
        command.Add(Change("reset", "Set a new password, lift a lockout and end the sessions.", (a, email, password, caller, ct) => a.ResetPasswordAsync(email, password, caller, ct), withPassword: true));
        return command;
    }

    private Command Create()
    {
        var email = new Argument<string>("email");
        var roles = new Option<string>("--roles") { Description = "Role codes separated by commas, e.g. ADM or DA,DB.", Required = true };
        var name = new Option<string>("--name") { Description = "Name shown in the portal; the address when absent." };
        var dealer = new Option<string?>("--dealer") { Description = "Dealer code of a dealer role." };
        var regions = new Option<string?>("--regions") { Description = "Regions of a channel manager, recruiter or inspector, separated by commas." };
        var password = PasswordOption();
        var json = CliOutput.JsonOption();
        var command = new Command("create", "Create an account. The password comes from --password, or from the first line of standard input.") { email, roles, name, dealer, regions, password, json };
        command.SetAction((parse, cancellationToken) => RunAsync(parse.GetValue(json), parse.GetValue(password), (accounts, secret, caller) => accounts.CreateAsync(
            new NewUser(
                parse.GetValue(email)!, parse.GetValue(name) ?? parse.GetValue(email)!, secret, parse.GetValue(roles)!.Split(','), parse.GetValue(dealer), parse.GetValue(regions)?.Split(',')),
            caller,
            cancellationToken), cancellationToken));
        return command;
    }

    private Command Change(
        string verb, string description, Func<UserAccounts, string, string, Caller, CancellationToken, Task<Result<bool>>> change, bool withPassword = false)
    {
        var email = new Argument<string>("email");
        var password = PasswordOption();
        var json = CliOutput.JsonOption();
        var command = new Command(verb, description) { email, json };
        if (withPassword)
        {
            command.Add(password);
        }

        command.SetAction((parse, cancellationToken) => RunAsync(
            parse.GetValue(json), withPassword ? parse.GetValue(password) : "",
            (accounts, secret, caller) => change(accounts, parse.GetValue(email)!, secret, caller, cancellationToken), cancellationToken));
        return command;
    }

    private static Option<string?> PasswordOption() => new("--password") { Description = "At least 12 characters." };

    private async Task<int> RunAsync<T>(bool json, string? password, Func<UserAccounts, string, Caller, Task<Result<T>>> run, CancellationToken cancellationToken)
    {
        await services.PrepareAsync(cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var result = await run(scope.ServiceProvider.GetRequiredService<UserAccounts>(), password ?? await Console.In.ReadLineAsync(cancellationToken) ?? "", Caller.System("command line"));
        if (!result.Ok)
        {
            return CliOutput.Fail(string.Join(' ', result.Errors.Select(e => texts.Describe(e))));
        }

        CliOutput.Write(json, new { ok = true, id = result.Value }, () => "Done.");
        return 0;
    }
}

internal sealed class ApiKeyVerb(IServiceProvider services, ApiKeyStore keys, ErrorTexts texts) : ICliVerb
{
    public Command Build()
    {
        var name = new Option<string>("--name") { Description = "What the key is for.", Required = true };
        var scopes = new Option<string>("--scopes") { Description = "Separated by commas: " + string.Join(", ", ApiKeyStore.KnownScopes), Required = true };
        var dealer = new Option<string?>("--dealer") { Description = "Restrict the key to one dealer's rows." };
        var json = CliOutput.JsonOption();
        var create = new Command("create", "Make a key. It is printed once and cannot be shown again.") { name, scopes, dealer, json };
        create.SetAction(async (parse, cancellationToken) =>
        {
            await services.PrepareAsync(cancellationToken);
            var result = await keys.CreateAsync(parse.GetValue(name)!, parse.GetValue(scopes)!.Split(','), parse.GetValue(dealer), Caller.System("command line"), cancellationToken);
            if (!result.Ok)
            {
                return CliOutput.Fail(string.Join(' ', result.Errors.Select(e => texts.Describe(e))));
            }

            CliOutput.Write(parse.GetValue(json), new { key = result.Value }, () => result.Value);
            return 0;
        });
        return new Command("apikey", "Keys of outside systems.") { create };
    }
}

internal sealed class DoctorVerb(IServiceProvider services, HealthCheckService health, AuditLog audit, IRollupRebuilder rollups, IEnumerable<IInvariant> invariants) : ICliVerb
{
    public Command Build()
    {
        var json = CliOutput.JsonOption();
        var deep = new Option<bool>("--invariants") { Description = "Also recompute rollups, the audit chain and the ledger from their rows." };
        var command = new Command("doctor", "Check what the portal needs to run well, and say how to mend what is not.") { deep, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var checks = new List<DoctorCheck>();
            try
            {
                var report = await health.CheckHealthAsync(cancellationToken);
                checks.AddRange(report.Entries.Where(e => e.Key != "running").Select(e => new DoctorCheck(
                    e.Key, e.Value.Status == HealthStatus.Healthy, e.Value.Description ?? e.Value.Exception?.Message ?? "", FixOf(e.Key, e.Value.Status))));
                if (parse.GetValue(deep))
                {
                    await services.PrepareAsync(cancellationToken);
                    var chain = await audit.VerifyAsync(cancellationToken);
                    checks.Add(new DoctorCheck("audit-chain", chain.BrokenAt is null, $"{chain.Entries} entries, head {chain.Head}", chain.BrokenAt is null ? "" : $"Entry {chain.BrokenAt} was changed outside the portal."));
                    var rebuilt = await rollups.RebuildAsync(true, cancellationToken);
                    checks.Add(new DoctorCheck("rollups", rebuilt.Different == 0, $"{rebuilt.Rows} rows, {rebuilt.Different} different", rebuilt.Different == 0 ? "" : "Run rebuild-rollups."));
                    foreach (var invariant in invariants)
                    {
                        var (holds, detail) = await invariant.CheckAsync(cancellationToken);
                        checks.Add(new DoctorCheck(invariant.Name, holds, detail, holds ? "" : invariant.Fix));
                    }
                }
            }
            catch (System.Data.Common.DbException exception)
            {
                checks.Add(new DoctorCheck("database", false, exception.Message, FixOf("database", HealthStatus.Unhealthy)));
            }

            var ok = checks.TrueForAll(c => c.Ok);
            CliOutput.Write(parse.GetValue(json), new { ok, checks }, () =>
                string.Join('\n', checks.Select(c => $"{(c.Ok ? "ok  " : "FAIL")} {c.Name}: {c.Detail} {c.Fix}".TrimEnd())));
            return ok ? 0 : 1;
        });
        return command;
    }

    private static string FixOf(string check, HealthStatus status) => (status, check) switch
    {
        (HealthStatus.Healthy, _) => "",
        (_, "database") => "Run migrate; check Database__Provider and ConnectionStrings__Portal.",
        (_, "disk") => "Free space in the data directory.",
        (_, "key-ring") => "Restore the data protection keys with the database; without them every session ends.",
        (_, "rollup-check") => "Run rebuild-rollups, and look in the job's failures for the rollups that differ.",
        (_, "smtp") => "Check Notifications__Smtp__Host, Port, Security, User and Password; then notify test --channel email --to ADDRESS.",
        (_, "pdf-browser") => "Install chromium-headless-shell, or set Reports__BrowserPath.",
        _ => "",
    };

    private sealed record DoctorCheck(string Name, bool Ok, string Detail, string Fix);
}
