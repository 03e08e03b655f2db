using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Simulation;

/// <summary>The accounts of demo mode. Outside demo mode none of them exists.</summary>
internal sealed class DemoAccounts(UserManager<PortalUser> users, UserAccounts accounts, IAppDbFactory factory, IOptions<PortalOptions> options)
{
    private static readonly (string Name, string Roles, string Shown)[] s_staff =
    [
        ("executive", "EXEC", "高管 Executive"), ("manager", "CHM", "渠道经理 Channel manager"), ("finance", "FIN", "财务 Finance"), ("risk", "RISK", "市场秩序 Risk"),
        ("marketing", "MKT", "市场 Marketing"), ("learning", "LRN", "培训 Learning"), ("logistics", "SVC", "物流 Logistics"), ("recruiter", "REC", "招商 Recruiter"),
        ("inspector", "INSP", "巡店 Inspector"), ("admin", "ADM", "管理员 Administrator"),
    ];

    private static readonly Caller s_caller = Caller.System("demo accounts");

    /// <summary>How many dealers get an administrator and a buyer.</summary>
    private const int Dealers = 10;

    /// <summary>Accounts of the manufacturer's people, as far as they are missing.</summary>
    public async Task CreateStaffAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, roles, shown) in s_staff)
        {
            await CreateAsync(name, shown, roles, null, name is "manager" or "recruiter" or "inspector" ? ["CN-E", "CN-S"] : null, cancellationToken);
        }
    }

    /// <summary>Accounts of the first dealers, as far as they are missing.</summary>
    public async Task CreateDealersAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var dealers = await db.Set<DealerFact>().OrderBy(d => d.DealerId).Where(d => d.Status == "active").Select(d => new { d.DealerId, d.Name }).Take(Dealers).ToListAsync(cancellationToken);
        for (var i = 0; i < dealers.Count; i++)
        {
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            var name = dealers[i].Name.Length > 80 ? dealers[i].Name[..80] : dealers[i].Name;
            await CreateAsync("dealer" + number, $"{name} 管理员", "DA", dealers[i].DealerId, null, cancellationToken);
            await CreateAsync("buyer" + number, $"{name} 采购", "DB", dealers[i].DealerId, null, cancellationToken);
        }
    }

    /// <summary>Accounts in the company of somebody who has one, as far as they are missing.</summary>
    /// <returns>False when there is no such company yet.</returns>
    public async Task<bool> CreateColleaguesAsync(string colleague, IReadOnlyList<(string Name, string Role, string Shown)> people, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(colleague) is not { DealerId: { } dealer })
        {
            return false;
        }

        foreach (var (name, role, shown) in people)
        {
            await CreateAsync(name, shown, role, dealer, null, cancellationToken);
        }

        return true;
    }

    /// <summary>Sets the demo password on all accounts that have another one, so that a changed setting takes effect at the next start.</summary>
    public async Task SetPasswordsAsync(CancellationToken cancellationToken)
    {
        var password = options.Value.Demo.Password;
        var dealers = Enumerable.Range(1, Dealers).Select(n => n.ToString(CultureInfo.InvariantCulture));
        foreach (var name in s_staff.Select(s => s.Name).Concat(dealers.SelectMany(n => new[] { "dealer" + n, "buyer" + n })).Concat(DemoCompany.People.Select(p => p.Name)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await users.FindByEmailAsync(EmailOf(name)) is { } user && !await users.CheckPasswordAsync(user, password))
            {
                await accounts.ResetPasswordAsync(EmailOf(name), password, s_caller, cancellationToken);
            }
        }
    }

    private static string EmailOf(string name) => name + "@demo.local";

    private async Task CreateAsync(string name, string shown, string roles, string? dealer, string[]? regions, CancellationToken cancellationToken)
    {
        var email = EmailOf(name);
        if (await users.FindByEmailAsync(email) is not null)
        {
            return;
        }

        var created = await accounts.CreateAsync(new NewUser(email, shown, options.Value.Demo.Password, roles.Split(','), dealer, regions), s_caller, cancellationToken);
        if (!created.Ok)
        {
            throw new InvalidOperationException($"The demo account {email} could not be made: {created.Errors[0].Code} {string.Join(' ', created.Errors[0].Args)}");
        }
    }
}
