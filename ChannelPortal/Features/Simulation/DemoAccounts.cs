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

    /// <summary>How many dealers get an administrator and a buyer.</summary>
    private const int Dealers = 10;

    /// <summary>Creates what is missing and sets the demo password on all, so that a changed setting takes effect at the next start.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, roles, shown) in s_staff)
        {
            await EnsureAsync(name, shown, roles, null, name is "manager" or "recruiter" or "inspector" ? ["CN-E", "CN-S"] : null, cancellationToken);
        }

        await using var db = factory.Create(DealerScope.All);
        var dealers = await db.Set<DealerFact>().OrderBy(d => d.DealerId).Where(d => d.Status == "active").Select(d => new { d.DealerId, d.Name }).Take(Dealers).ToListAsync(cancellationToken);
        for (var i = 0; i < dealers.Count; i++)
        {
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            var name = dealers[i].Name.Length > 80 ? dealers[i].Name[..80] : dealers[i].Name;
            await EnsureAsync("dealer" + number, $"{name} 管理员", "DA", dealers[i].DealerId, null, cancellationToken);
            await EnsureAsync("buyer" + number, $"{name} 采购", "DB", dealers[i].DealerId, null, cancellationToken);
        }
    }

    private async Task EnsureAsync(string name, string shown, string roles, string? dealer, string[]? regions, CancellationToken cancellationToken)
    {
        var email = name + "@demo.local";
        var caller = Caller.System("demo accounts");
        var password = options.Value.Demo.Password;
        if (await users.FindByEmailAsync(email) is not { } user)
        {
            var created = await accounts.CreateAsync(new NewUser(email, shown, password, roles.Split(','), dealer, regions), caller, cancellationToken);
            if (!created.Ok)
            {
                throw new InvalidOperationException($"The demo account {email} could not be made: {created.Errors[0].Code} {string.Join(' ', created.Errors[0].Args)}");
            }
        }
        else if (!await users.CheckPasswordAsync(user, password))
        {
            await accounts.ResetPasswordAsync(email, password, caller, cancellationToken);
        }
    }
}
